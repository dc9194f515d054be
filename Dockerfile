# The site in one image; web, worker, beat, watch and migrate are the same image with another command.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1
WORKDIR /app
COPY requirements.txt requirements-dev.txt ./
COPY .ci/environment.py .ci/
RUN python .ci/environment.py && python .ci/environment.py requirements.txt
COPY . .
# compiles the translations and the code, which the running container may not write
RUN .venv/bin/python manage.py check && .venv/bin/python -m compileall -q . -x '\.venv'

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH ALIGNMENT_DATA=/data FILES_DIR=/data/files
RUN useradd --system --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin alignment \
    && install -d -o alignment -g alignment -m 0700 /data/files
WORKDIR /app
COPY --from=build /app /app
USER alignment
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "alignment.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", \
     "--keep-alive", "75", "--graceful-timeout", "25", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
