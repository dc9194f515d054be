
import django.db.models.deletion
import people.models.sealed
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from people.foundation import Foundation


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [Foundation([
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('system', models.SlugField(help_text="The name under which its ids are kept. It can't change later.", unique=True, verbose_name='system')),
                ('kind', models.CharField(choices=[('standard', 'Standard Webhooks'), ('hubspot', 'HubSpot')], default='standard', max_length=20, verbose_name='kind')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('secret', people.models.sealed.SealedField(editable=False)),
                ('old_secret', people.models.sealed.SealedField(blank=True, default='', editable=False)),
                ('old_secret_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='old secret valid until')),
                ('portal_id', models.CharField(blank=True, default='', max_length=40, verbose_name='portal number')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('last_seen_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last heard')),
                ('by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'connection',
                'verbose_name_plural': 'connections',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='asked')),
                ('count', models.PositiveIntegerField(verbose_name='messages')),
                ('first_id', models.BigIntegerField(verbose_name='first')),
                ('last_id', models.BigIntegerField(verbose_name='last')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'replay',
                'verbose_name_plural': 'replays',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='ConnectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('system', models.SlugField(db_index=False, help_text="The name under which its ids are kept. It can't change later.", verbose_name='system')),
                ('kind', models.CharField(choices=[('standard', 'Standard Webhooks'), ('hubspot', 'HubSpot')], default='standard', max_length=20, verbose_name='kind')),
                ('old_secret_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='old secret valid until')),
                ('portal_id', models.CharField(blank=True, default='', max_length=40, verbose_name='portal number')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='integrations.connection')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InboxDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=400, verbose_name='key at the source')),
                ('raw', models.BinaryField(verbose_name='body')),
                ('headers', models.JSONField(default=dict, verbose_name='headers')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('state', models.CharField(choices=[('pending', 'Waiting'), ('done', 'Taken in'), ('quarantined', 'In quarantine'), ('ignored', 'Ignored')], default='pending', max_length=12, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_at', models.DateTimeField(verbose_name='next attempt')),
                ('reason', models.CharField(blank=True, default='', max_length=60, verbose_name='reason')),
                ('error', models.CharField(blank=True, default='', max_length=500, verbose_name='error')),
                ('fault_group', models.CharField(blank=True, default='', max_length=16, verbose_name='kind of fault')),
                ('waits_for', models.CharField(blank=True, default='', max_length=300, verbose_name='waits for')),
                ('outcome', models.JSONField(blank=True, default=dict, verbose_name='what came of it')),
                ('connection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='integrations.connection', verbose_name='connection')),
                ('parted_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='integrations.inboxdelivery', verbose_name='parted from')),
            ],
            options={
                'verbose_name': 'delivery received',
                'verbose_name_plural': 'deliveries received',
                'ordering': ['-received_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['next_at', 'id'], name='inbox_pending'), models.Index(condition=models.Q(('state', 'quarantined')), fields=['connection', 'reason'], name='inbox_quarantined'), models.Index(condition=models.Q(('waits_for', ''), _negated=True), fields=['connection', 'waits_for'], name='inbox_waiting'), models.Index(fields=['-received_at', '-id'], name='inbox_list')],
                'constraints': [models.UniqueConstraint(fields=('connection', 'source_key'), name='delivery_received_once'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'done', 'quarantined', 'ignored'])), name='delivery_state_known')],
            },
        ),
        migrations.CreateModel(
            name='RejectedDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=60, verbose_name='reason')),
                ('raw', models.BinaryField(verbose_name='body')),
                ('headers', models.JSONField(default=dict, verbose_name='headers')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('first_at', models.DateTimeField(verbose_name='first received')),
                ('last_at', models.DateTimeField(verbose_name='last received')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('connection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rejected', to='integrations.connection', verbose_name='connection')),
            ],
            options={
                'verbose_name': 'delivery refused',
                'verbose_name_plural': 'deliveries refused',
                'ordering': ['-last_at'],
                'indexes': [models.Index(fields=['last_at'], name='refused_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('connection', 'sha256'), name='refused_body_kept_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='connection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_connectionevent" ("by_id", "created_at", "id", "is_active", "kind", "name", "old_secret_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portal_id", "system") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."old_secret_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."portal_id", NEW."system"); RETURN NULL;', hash='2f36afe8f81a42b8474f316eab70ba0400748cb0', operation='INSERT', pgid='pgtrigger_insert_insert_f4081', table='integrations_connection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='connection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."old_secret_until" IS DISTINCT FROM (NEW."old_secret_until") OR OLD."portal_id" IS DISTINCT FROM (NEW."portal_id") OR OLD."system" IS DISTINCT FROM (NEW."system"))', func='INSERT INTO "integrations_connectionevent" ("by_id", "created_at", "id", "is_active", "kind", "name", "old_secret_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portal_id", "system") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."old_secret_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."portal_id", NEW."system"); RETURN NULL;', hash='a60e6882ee9e2c5ead7f51244acb131a463bfef6', operation='UPDATE', pgid='pgtrigger_update_update_2868f', table='integrations_connection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='connection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_connectionevent" ("by_id", "created_at", "id", "is_active", "kind", "name", "old_secret_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portal_id", "system") VALUES (OLD."by_id", OLD."created_at", OLD."id", OLD."is_active", OLD."kind", OLD."name", OLD."old_secret_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."portal_id", OLD."system"); RETURN NULL;', hash='b911a119eb4611420bf7e68b476f3bf30162e586', operation='DELETE', pgid='pgtrigger_delete_delete_f6380', table='integrations_connection', when='AFTER')),
        ),
    ])]
