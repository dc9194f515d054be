"""Celery's app and the whole timetable. Duties live in PostgreSQL; a task is a nudge that may run twice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.settings")

app = Celery("alignment")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_publish_retry=False,
    task_time_limit=280,
    task_soft_time_limit=240,
    worker_prefetch_multiplier=1,
    worker_soft_shutdown_timeout=8,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    # longer than the hard time limit, so that a slow task isn't given to a second worker
    broker_transport_options={
        "visibility_timeout": 300,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
        "health_check_interval": 10,
    },
    timezone="UTC",
    beat_schedule={
        "drain-inbox": {"task": "integrations.tasks.drain_inbox", "schedule": 1.0, "options": {"expires": 5}},
        "sweep-clocks": {"task": "sla.tasks.sweep_clocks", "schedule": 5.0, "options": {"expires": 15}},
        "rebase-clocks": {"task": "sla.tasks.rebase_clocks", "schedule": 15.0, "options": {"expires": 30}},
        "begin-versions": {
            "task": "sla.tasks.begin_versions",
            "schedule": 60.0,
            "options": {"expires": 50},
        },
        "beat-heart": {"task": "people.tasks.beat_heart", "schedule": 10.0, "options": {"expires": 20}},
        "send-deliveries": {
            "task": "people.tasks.send_deliveries",
            "schedule": 5.0,
            "options": {"expires": 15},
        },
        "run-imports": {"task": "leads.tasks.run_imports", "schedule": 5.0, "options": {"expires": 15}},
        "reoffer-leads": {"task": "leads.tasks.reoffer_leads", "schedule": 30.0, "options": {"expires": 25}},
        "rescore": {"task": "leads.tasks.rescore", "schedule": 15.0, "options": {"expires": 30}},
        "run-back-tests": {
            "task": "leads.tasks.run_back_tests",
            "schedule": 15.0,
            "options": {"expires": 30},
        },
        "reenter-leads": {
            "task": "leads.tasks.reenter_leads",
            "schedule": 600.0,
            "options": {"expires": 550},
        },
        "catch-up": {"task": "leads.tasks.catch_up", "schedule": 15.0, "options": {"expires": 30}},
        "age-scores": {"task": "leads.tasks.age_scores", "schedule": 3600.0, "options": {"expires": 1800}},
        "freshen-rollups": {
            "task": "dashboards.tasks.freshen_rollups",
            "schedule": 10.0,
            "options": {"expires": 30},
        },
        "close-months": {
            "task": "dashboards.tasks.close_months",
            "schedule": 3600.0,
            "options": {"expires": 1800},
        },
        "issue-monthly-report": {
            "task": "dashboards.tasks.issue_monthly_report",
            "schedule": 3600.0,
            "options": {"expires": 1800},
        },
        "send-subscriptions": {
            "task": "dashboards.tasks.send_subscriptions",
            "schedule": 60.0,
            "options": {"expires": 50},
        },
        "look-for-deviations": {
            "task": "dashboards.tasks.look_for_deviations",
            "schedule": 3600.0,
            "options": {"expires": 1800},
        },
        "train-models": {"task": "leads.tasks.train_models", "schedule": 5.0, "options": {"expires": 15}},
        "foretell-leads": {
            "task": "leads.tasks.foretell_leads",
            "schedule": 60.0,
            "options": {"expires": 50},
        },
        "foretell-anew": {"task": "leads.tasks.foretell_anew", "schedule": 86400.0},
        "look-for-drift": {"task": "leads.tasks.look_for_drift", "schedule": 86400.0},
        "extend-calendars": {"task": "people.tasks.extend_calendars", "schedule": 86400.0},
        "purge-expired": {"task": "people.tasks.purge_expired", "schedule": 86400.0},
    },
)
app.autodiscover_tasks()
