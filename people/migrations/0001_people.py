
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import people.models.organisation
import people.models.sealed
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('hmac', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'hmac'), name='one_tombstone_per_mark')],
            },
        ),
        migrations.CreateModel(
            name='WorkingCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('time_zone', models.CharField(default='Europe/Madrid', max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
            ],
            options={
                'verbose_name': 'working calendar',
                'verbose_name_plural': 'working calendars',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('time_zone', models.CharField(default='Europe/Madrid', max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
                ('week_start', models.SmallIntegerField(choices=[(1, 'Monday'), (7, 'Sunday')], default=1, verbose_name='week starts on')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español')], default='en', max_length=5, verbose_name='language')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo company')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisation',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_company_per_deployment')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('time_zone', models.CharField(default='Europe/Madrid', max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
                ('week_start', models.SmallIntegerField(choices=[(1, 'Monday'), (7, 'Sunday')], default=1, verbose_name='week starts on')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español')], default='en', max_length=5, verbose_name='language')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo company')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales'), ('revops', 'RevOps'), ('it', 'IT'), ('leadership', 'Leadership')], max_length=12, verbose_name='kind')),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='WorkingCalendarEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('time_zone', models.CharField(default='Europe/Madrid', max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.workingcalendar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales'), ('revops', 'RevOps'), ('it', 'IT'), ('leadership', 'Leadership')], max_length=12, verbose_name='kind')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.team')),
                ('calendar', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('role', models.CharField(choices=[('revops', 'RevOps admin'), ('marketing_manager', 'Marketing manager'), ('marketing', 'Marketing'), ('sales_manager', 'Sales manager'), ('sales', 'Sales representative'), ('executive', 'Executive'), ('facilitator', 'Facilitator'), ('privacy', 'Data protection officer')], default='sales', max_length=20, verbose_name='role')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español')], max_length=5, verbose_name='language')),
                ('time_zone', models.CharField(blank=True, max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
                ('theme', models.CharField(choices=[('auto', 'As the system'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=5, verbose_name='theme')),
                ('mail_notices', models.BooleanField(default=True, verbose_name='notices by e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.team', verbose_name='team')),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_address_whatever_the_case')],
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('role', models.CharField(choices=[('revops', 'RevOps admin'), ('marketing_manager', 'Marketing manager'), ('marketing', 'Marketing'), ('sales_manager', 'Sales manager'), ('sales', 'Sales representative'), ('executive', 'Executive'), ('facilitator', 'Facilitator'), ('privacy', 'Data protection officer')], default='sales', max_length=20, verbose_name='role')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español')], max_length=5, verbose_name='language')),
                ('time_zone', models.CharField(blank=True, max_length=64, validators=[people.models.organisation.known_zone], verbose_name='time zone')),
                ('mail_notices', models.BooleanField(default=True, verbose_name='notices by e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.team', verbose_name='team')),
                ('calendar', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ['first_on'],
                'indexes': [models.Index(fields=['user', 'last_on'], name='absences_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='absence_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('prefix', models.CharField(max_length=10, unique=True, verbose_name='prefix')),
                ('hash', models.CharField(editable=False, max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('write', 'Write'), ('hooks', 'Webhooks')], max_length=10), size=None, verbose_name='scopes')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('rules', models.JSONField(verbose_name='rules')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('built_from', models.DateField(editable=False, null=True, verbose_name='intervals built from')),
                ('built_until', models.DateField(editable=False, null=True, verbose_name='intervals built until')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='people.workingcalendar', verbose_name='calendar')),
            ],
            options={
                'verbose_name': 'calendar version',
                'verbose_name_plural': 'calendar versions',
                'ordering': ['calendar', '-number'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'number'), name='calendar_versions_count_up')],
            },
        ),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('slack', 'Slack'), ('teams', 'Microsoft Teams'), ('webhook', 'Webhook (Standard Webhooks)')], max_length=10, verbose_name='kind')),
                ('url', people.models.sealed.SealedField(verbose_name='address')),
                ('host', models.CharField(editable=False, max_length=255, verbose_name='host')),
                ('secret', people.models.sealed.SealedField(blank=True, verbose_name='signing secret')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='only these notices')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('disabled_at', models.DateTimeField(blank=True, null=True, verbose_name='switched off')),
                ('disabled_reason', models.CharField(blank=True, max_length=200, verbose_name='why it is off')),
                ('failing_since', models.DateTimeField(editable=False, null=True, verbose_name='failing since')),
                ('rest_until', models.DateTimeField(editable=False, null=True, verbose_name='left alone until')),
                ('last_ok_at', models.DateTimeField(editable=False, null=True, verbose_name='last success')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to='people.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'endpoint',
                'verbose_name_plural': 'endpoints',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('user', None), ('team', None), _connector='OR'), name='endpoint_of_a_person_or_a_team')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=40, verbose_name='kind of record')),
                ('anonymous_id', models.BigIntegerField(verbose_name='anonymous number')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='erased')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'anonymous_id'), name='a_subject_is_erased_once')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('request', models.CharField(max_length=300)),
                ('body_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('response', models.JSONField(null=True)),
                ('created_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='idempotency_keys_by_age')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_answer_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('params', models.JSONField(default=dict, verbose_name='parameters')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('urgent', models.BooleanField(default=False, verbose_name='urgent')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('dedupe_key', models.CharField(editable=False, max_length=64, unique=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['user', '-id'], name='notifications_of_a_person'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notifications_unread')],
            },
        ),
        migrations.CreateModel(
            name='ApiKeyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('prefix', models.CharField(max_length=10, verbose_name='prefix')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('write', 'Write'), ('hooks', 'Webhooks')], max_length=10), size=None, verbose_name='scopes')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.apikey')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('rules', models.JSONField(verbose_name='rules')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.calendarversion')),
                ('calendar', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.workingcalendar', verbose_name='calendar')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('channel', models.CharField(choices=[('mail', 'E-mail'), ('slack', 'Slack'), ('teams', 'Microsoft Teams'), ('webhook', 'Webhook')], max_length=10, verbose_name='channel')),
                ('params', models.JSONField(default=dict, verbose_name='parameters')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('sealed', people.models.sealed.SealedField(blank=True, verbose_name='sealed content')),
                ('urgent', models.BooleanField(default=False, verbose_name='urgent')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('state', models.CharField(choices=[('pending', 'Waiting'), ('leased', 'Being sent'), ('sent', 'Sent'), ('uncertain', 'Uncertain: a crash while sending'), ('dead', 'Given up'), ('cancelled', 'Cancelled')], default='pending', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_at', models.DateTimeField(verbose_name='next try')),
                ('lease_until', models.DateTimeField(null=True)),
                ('lease_token', models.BigIntegerField(default=0)),
                ('began_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('dedupe_key', models.CharField(editable=False, max_length=64, unique=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('endpoint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='people.endpoint', verbose_name='endpoint')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['pending', 'leased'])), fields=['next_at'], name='deliveries_due'), models.Index(fields=['user', 'sent_at'], name='deliveries_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('channel', 'mail'), ('endpoint', None)), models.Q(models.Q(('endpoint__isnull', False)), models.Q(('channel', 'mail'), _negated=True)), _connector='OR'), name='mail_needs_no_endpoint')],
            },
        ),
        migrations.CreateModel(
            name='EndpointEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('slack', 'Slack'), ('teams', 'Microsoft Teams'), ('webhook', 'Webhook (Standard Webhooks)')], max_length=10, verbose_name='kind')),
                ('host', models.CharField(editable=False, max_length=255, verbose_name='host')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='only these notices')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('disabled_at', models.DateTimeField(blank=True, null=True, verbose_name='switched off')),
                ('disabled_reason', models.CharField(blank=True, max_length=200, verbose_name='why it is off')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.endpoint')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.team', verbose_name='team')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpenInterval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('before_seconds', models.BigIntegerField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intervals', to='people.calendarversion')),
            ],
            options={
                'verbose_name': 'open interval',
                'verbose_name_plural': 'open intervals',
                'constraints': [models.UniqueConstraint(fields=('version', 'opens_at'), name='intervals_of_a_version_start_apart'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='interval_has_length')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_organisationevent" ("created_at", "currency", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "week_start") VALUES (NEW."created_at", NEW."currency", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."week_start"); RETURN NULL;', hash='7cd3467cdb092368aa931ed8ebe8e2484ee653b9', operation='INSERT', pgid='pgtrigger_insert_insert_d087f', table='people_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_organisationevent" ("created_at", "currency", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "week_start") VALUES (NEW."created_at", NEW."currency", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone", NEW."week_start"); RETURN NULL;', hash='47afdf20acfd47761e032468882a7965e5dbc80a', operation='UPDATE', pgid='pgtrigger_update_update_c3fee', table='people_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingcalendar',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_workingcalendarevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone"); RETURN NULL;', hash='e5a1d8c4fa98a116bdb9d70f994aa1a3fadd0982', operation='INSERT', pgid='pgtrigger_insert_insert_ec25b', table='people_workingcalendar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingcalendar',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_workingcalendarevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone"); RETURN NULL;', hash='2f9dbc37f73b0f739723d04a78e0066b541a0897', operation='UPDATE', pgid='pgtrigger_update_update_02517', table='people_workingcalendar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingcalendar',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_workingcalendarevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."time_zone"); RETURN NULL;', hash='bf9228fc0a067b55a507155ed911b7d6fda44f5f', operation='DELETE', pgid='pgtrigger_delete_delete_58a30', table='people_workingcalendar', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_apikeyevent" ("created_at", "expires_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scopes", NEW."user_id"); RETURN NULL;', hash='e36a224f121e433a8ccc014cc8b17c39e376ac7a', operation='INSERT', pgid='pgtrigger_insert_insert_b0cfa', table='people_apikey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "people_apikeyevent" ("created_at", "expires_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."scopes", NEW."user_id"); RETURN NULL;', hash='122882366ec1aaafdc300f9e27459b8c80c41fa1', operation='UPDATE', pgid='pgtrigger_update_update_7ef4f', table='people_apikey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_apikeyevent" ("created_at", "expires_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes", "user_id") VALUES (OLD."created_at", OLD."expires_at", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefix", OLD."revoked_at", OLD."scopes", OLD."user_id"); RETURN NULL;', hash='bdecefa2df51e4db21a1b0412b0e490cbe1741ce', operation='DELETE', pgid='pgtrigger_delete_delete_94b78', table='people_apikey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_endpointevent" ("created_at", "disabled_at", "disabled_reason", "host", "id", "kind", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "user_id") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_reason", NEW."host", NEW."id", NEW."kind", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id", NEW."user_id"); RETURN NULL;', hash='4c3f6c824622df3bc05cf4874d5930cae2bc68bf', operation='INSERT', pgid='pgtrigger_insert_insert_cd01a', table='people_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."disabled_at" IS DISTINCT FROM (NEW."disabled_at") OR OLD."disabled_reason" IS DISTINCT FROM (NEW."disabled_reason") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "people_endpointevent" ("created_at", "disabled_at", "disabled_reason", "host", "id", "kind", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "user_id") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_reason", NEW."host", NEW."id", NEW."kind", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id", NEW."user_id"); RETURN NULL;', hash='dc844d146c89689ef65154db6206e01bc8498311', operation='UPDATE', pgid='pgtrigger_update_update_f7194', table='people_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_endpointevent" ("created_at", "disabled_at", "disabled_reason", "host", "id", "kind", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "user_id") VALUES (OLD."created_at", OLD."disabled_at", OLD."disabled_reason", OLD."host", OLD."id", OLD."kind", OLD."kinds", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id", OLD."user_id"); RETURN NULL;', hash='cf333f4d109507e20da9fc86f5c8ab4924e745e2', operation='DELETE', pgid='pgtrigger_delete_delete_c9e32', table='people_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_teamevent" ("calendar_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."calendar_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='b8347ed013f0e9f1d275157c8c2b826845c24b57', operation='INSERT', pgid='pgtrigger_insert_insert_344e5', table='people_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_teamevent" ("calendar_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."calendar_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='0d0d908bdb74b6abe24cbe8f6d4bdf69b16deca5', operation='UPDATE', pgid='pgtrigger_update_update_cda79', table='people_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_teamevent" ("calendar_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."calendar_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='9cb066fda0845f8e30ccc136b9caced2a4ce9ba9', operation='DELETE', pgid='pgtrigger_delete_delete_d418f', table='people_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_calendarversionevent" ("by_id", "calendar_id", "created_at", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules") VALUES (NEW."by_id", NEW."calendar_id", NEW."created_at", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rules"); RETURN NULL;', hash='29a957ad3706136c8054efdb29013fb82b3f4d04', operation='INSERT', pgid='pgtrigger_insert_insert_348de', table='people_calendarversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_calendarversionevent" ("by_id", "calendar_id", "created_at", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules") VALUES (OLD."by_id", OLD."calendar_id", OLD."created_at", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rules"); RETURN NULL;', hash='80b15e85076b2d4a9d446005fbe8bf3d6cc430aa', operation='DELETE', pgid='pgtrigger_delete_delete_6ca5b', table='people_calendarversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_userevent" ("calendar_id", "created_at", "email", "id", "is_active", "is_superuser", "language", "mail_notices", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "time_zone") VALUES (NEW."calendar_id", NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."language", NEW."mail_notices", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."team_id", NEW."time_zone"); RETURN NULL;', hash='d2dcc636bcf1a88e1f750fead00d8b7a276a2020', operation='INSERT', pgid='pgtrigger_insert_insert_7e9ab', table='people_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."calendar_id" IS DISTINCT FROM (NEW."calendar_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."mail_notices" IS DISTINCT FROM (NEW."mail_notices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func='INSERT INTO "people_userevent" ("calendar_id", "created_at", "email", "id", "is_active", "is_superuser", "language", "mail_notices", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "time_zone") VALUES (NEW."calendar_id", NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."language", NEW."mail_notices", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."team_id", NEW."time_zone"); RETURN NULL;', hash='013ed72c81dabb69a5a833f42f547ee653d246e2', operation='UPDATE', pgid='pgtrigger_update_update_86e64', table='people_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_userevent" ("calendar_id", "created_at", "email", "id", "is_active", "is_superuser", "language", "mail_notices", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "time_zone") VALUES (OLD."calendar_id", OLD."created_at", OLD."email", OLD."id", OLD."is_active", OLD."is_superuser", OLD."language", OLD."mail_notices", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."team_id", OLD."time_zone"); RETURN NULL;', hash='72058cc676ea32fa9b3e1e224618641f147dc0af', operation='DELETE', pgid='pgtrigger_delete_delete_bec80', table='people_user', when='AFTER')),
        ),
    ]
