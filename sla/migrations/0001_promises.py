
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_people'),
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('mql', 'MQL'), ('sal', 'SAL'), ('sql', 'SQL'), ('disqualified', 'Disqualified')], max_length=20, unique=True, verbose_name='key')),
                ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                ('name_es', models.CharField(max_length=120, verbose_name='name in Spanish')),
            ],
            options={
                'verbose_name': 'definition',
                'verbose_name_plural': 'definitions',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='AgreementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.agreement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgreementVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed', 'signed'), ('in_force', 'in force'), ('superseded', 'superseded')], default='draft', max_length=12, verbose_name='state')),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('scope', models.JSONField(blank=True, default=dict, verbose_name='scope')),
                ('shadow', models.BooleanField(default=False, verbose_name='shadow period')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='review on')),
                ('in_force_from', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('in_force_until', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='sla.agreement', verbose_name='agreement')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'agreement version',
                'verbose_name_plural': 'agreement versions',
                'ordering': ['agreement', '-number'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='agreement_versions_count_up'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('agreement',), name='one_version_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'superseded']), _negated=True), ('in_force_from__isnull', False), _connector='OR'), name='agreement_in_force_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='DefinitionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(choices=[('mql', 'MQL'), ('sal', 'SAL'), ('sql', 'SQL'), ('disqualified', 'Disqualified')], max_length=20, verbose_name='key')),
                ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                ('name_es', models.CharField(max_length=120, verbose_name='name in Spanish')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.definition')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DefinitionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('criteria', models.JSONField(verbose_name='criteria')),
                ('text_en', models.TextField(blank=True, verbose_name='in words, English')),
                ('text_es', models.TextField(blank=True, verbose_name='in words, Spanish')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed', 'signed'), ('in_force', 'in force'), ('superseded', 'superseded')], default='draft', max_length=12, verbose_name='state')),
                ('in_force_from', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('in_force_until', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='sla.definition', verbose_name='definition')),
            ],
            options={
                'verbose_name': 'definition version',
                'verbose_name_plural': 'definition versions',
                'ordering': ['definition', '-number'],
                'constraints': [models.UniqueConstraint(fields=('definition', 'number'), name='definition_versions_count_up'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('definition',), name='one_meaning_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'superseded']), _negated=True), ('in_force_from__isnull', False), _connector='OR'), name='definition_in_force_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='AgreementVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed', 'signed'), ('in_force', 'in force'), ('superseded', 'superseded')], default='draft', max_length=12, verbose_name='state')),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('scope', models.JSONField(blank=True, default=dict, verbose_name='scope')),
                ('shadow', models.BooleanField(default=False, verbose_name='shadow period')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='review on')),
                ('in_force_from', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('in_force_until', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sla.agreement', verbose_name='agreement')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.agreementversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acceptance', 'Acceptance'), ('first_touch', 'First contact'), ('attempts', 'Attempts to reach'), ('decision', 'Decide whether it is an SQL'), ('feedback', 'Give feedback'), ('volume', 'Leads delivered'), ('acceptance_rate', 'Share of handoffs accepted'), ('completeness', 'Complete handoffs'), ('answer', 'Answer a return or a rejection')], max_length=20, verbose_name='promise')),
                ('party', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=10, verbose_name='who promises')),
                ('target_seconds', models.PositiveBigIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(316224000)], verbose_name='within (seconds)')),
                ('target_value', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='at least')),
                ('warning_percent', models.PositiveSmallIntegerField(blank=True, default=80, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='warn at (%)')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('calendar', models.ForeignKey(blank=True, help_text='Without one, every hour counts.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.workingcalendar', verbose_name='calendar')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='sla.agreementversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'commitment',
                'verbose_name_plural': 'commitments',
                'ordering': ['version', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('target_seconds__isnull', False), ('target_value__isnull', False), _connector='OR'), name='a_promise_has_a_target'), models.CheckConstraint(condition=models.Q(('target_seconds__isnull', True), ('target_seconds__range', (1, 316224000)), _connector='OR'), name='a_time_target_can_be_kept')],
            },
        ),
        migrations.CreateModel(
            name='DefinitionVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('criteria', models.JSONField(verbose_name='criteria')),
                ('text_en', models.TextField(blank=True, verbose_name='in words, English')),
                ('text_es', models.TextField(blank=True, verbose_name='in words, Spanish')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed', 'signed'), ('in_force', 'in force'), ('superseded', 'superseded')], default='draft', max_length=12, verbose_name='state')),
                ('in_force_from', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('in_force_until', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('definition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sla.definition', verbose_name='definition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.definitionversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=10, verbose_name='for')),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('signed_at', models.DateTimeField(verbose_name='signed')),
                ('document_hash', models.CharField(max_length=64, verbose_name='hash of the document')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='sla.agreementversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['signed_at'],
                'constraints': [models.UniqueConstraint(fields=('version', 'party'), name='a_team_signs_a_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.PositiveIntegerField(default=1, verbose_name='cycle')),
                ('subject', models.CharField(max_length=20, verbose_name='about')),
                ('subject_id', models.BigIntegerField(verbose_name='number')),
                ('dimensions', models.JSONField(blank=True, default=dict, verbose_name='dimensions')),
                ('target_seconds', models.PositiveBigIntegerField(verbose_name='target (seconds)')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('next_step_at', models.DateTimeField(null=True, verbose_name='next step')),
                ('next_percent', models.PositiveSmallIntegerField(null=True, verbose_name='next step (%)')),
                ('running', models.BooleanField(default=True, verbose_name='running')),
                ('outcome', models.CharField(choices=[('running', 'running'), ('met', 'met'), ('breached', 'breached'), ('cancelled', 'cancelled')], default='running', max_length=9, verbose_name='outcome')),
                ('stopped_at', models.DateTimeField(null=True, verbose_name='stopped')),
                ('paused_at', models.DateTimeField(null=True, verbose_name='paused')),
                ('elapsed_seconds', models.PositiveBigIntegerField(null=True, verbose_name='time taken (seconds)')),
                ('quarantined_until', models.DateTimeField(null=True, verbose_name='set aside until')),
                ('shadow', models.BooleanField(default=False, verbose_name='shadow')),
                ('calendar_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.calendarversion', verbose_name='calendar version')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.team', verbose_name='team')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='sla.commitment', verbose_name='commitment')),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'clocks',
                'indexes': [models.Index(condition=models.Q(('running', True)), fields=['next_step_at'], name='clock_next_step'), models.Index(condition=models.Q(('running', True)), fields=['due_at', 'id'], name='clock_board'), models.Index(fields=['subject_id', 'subject'], name='clock_subject')],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'subject', 'subject_id', 'cycle'), name='one_clock_a_promise_and_cycle')],
            },
        ),
        migrations.CreateModel(
            name='CommitmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('acceptance', 'Acceptance'), ('first_touch', 'First contact'), ('attempts', 'Attempts to reach'), ('decision', 'Decide whether it is an SQL'), ('feedback', 'Give feedback'), ('volume', 'Leads delivered'), ('acceptance_rate', 'Share of handoffs accepted'), ('completeness', 'Complete handoffs'), ('answer', 'Answer a return or a rejection')], max_length=20, verbose_name='promise')),
                ('party', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=10, verbose_name='who promises')),
                ('target_seconds', models.PositiveBigIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(316224000)], verbose_name='within (seconds)')),
                ('target_value', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='at least')),
                ('warning_percent', models.PositiveSmallIntegerField(blank=True, default=80, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='warn at (%)')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('calendar', models.ForeignKey(blank=True, db_constraint=False, help_text='Without one, every hour counts.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.workingcalendar', verbose_name='calendar')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.commitment')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sla.agreementversion', verbose_name='version')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='at (% of the target)')),
                ('notify', models.JSONField(default=list, verbose_name='tell')),
                ('urgent', models.BooleanField(default=False, verbose_name='outside working hours too')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sla.commitment', verbose_name='commitment')),
            ],
            options={
                'verbose_name': 'escalation step',
                'verbose_name_plural': 'escalation steps',
                'ordering': ['commitment', 'percent'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'percent'), name='a_rung_stands_once'), models.CheckConstraint(condition=models.Q(('percent__range', (1, 1000))), name='a_rung_can_be_reached')],
            },
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.PositiveSmallIntegerField(default=1, verbose_name='time')),
                ('reached_at', models.DateTimeField(verbose_name='broken')),
                ('declared_at', models.DateTimeField(verbose_name='declared')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='sla.clock', verbose_name='clock')),
            ],
            options={
                'verbose_name': 'breach',
                'verbose_name_plural': 'breaches',
                'ordering': ['-reached_at', '-pk'],
                'indexes': [models.Index(fields=['-reached_at', '-id'], name='breach_newest')],
                'constraints': [models.UniqueConstraint(fields=('clock', 'cycle'), name='a_breach_is_declared_once_a_cycle')],
            },
        ),
        migrations.CreateModel(
            name='ClockEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('start', 'started'), ('pause', 'paused'), ('resume', 'resumed'), ('stop', 'answered'), ('cancel', 'cancelled'), ('reset', 'started again')], max_length=6, verbose_name='what')),
                ('occurred_at', models.DateTimeField(verbose_name='happened')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('cause', models.CharField(blank=True, max_length=60, verbose_name='cause')),
                ('origin_key', models.CharField(max_length=120, verbose_name='origin')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='sla.clock', verbose_name='clock')),
            ],
            options={
                'verbose_name': 'clock entry',
                'verbose_name_plural': 'clock entries',
                'ordering': ['clock', 'occurred_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('clock', 'origin_key'), name='a_fact_marks_a_clock_once')],
            },
        ),
        migrations.CreateModel(
            name='EscalationStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='at (% of the target)')),
                ('notify', models.JSONField(default=list, verbose_name='tell')),
                ('urgent', models.BooleanField(default=False, verbose_name='outside working hours too')),
                ('commitment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sla.commitment', verbose_name='commitment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sla.escalationstep')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StepReached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.PositiveSmallIntegerField(default=1, verbose_name='time')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='at (% of the target)')),
                ('reached_at', models.DateTimeField(verbose_name='reached')),
                ('declared_at', models.DateTimeField(verbose_name='declared')),
                ('told', models.BooleanField(default=False, verbose_name='told')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reached', to='sla.clock', verbose_name='clock')),
            ],
            options={
                'verbose_name': 'step reached',
                'verbose_name_plural': 'steps reached',
                'ordering': ['clock', 'reached_at'],
                'constraints': [models.UniqueConstraint(fields=('clock', 'percent', 'cycle'), name='a_rung_is_reached_once_a_cycle')],
            },
        ),
        migrations.CreateModel(
            name='Excuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('answered_in_time', 'answered in time, learned late'), ('deadline_moved', 'the deadline was later than we knew'), ('cancelled_in_time', 'cancelled before the deadline, learned late')], max_length=20, verbose_name='cause')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('at', models.DateTimeField(verbose_name='excused')),
                ('breach', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='excuse', to='sla.breach', verbose_name='breach')),
            ],
            options={
                'verbose_name': 'excuse',
                'verbose_name_plural': 'excuses',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='waived')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('breach', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='sla.breach', verbose_name='breach')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'waiver',
                'verbose_name_plural': 'waivers',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='acknowledged')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('breach', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgement', to='sla.breach', verbose_name='breach')),
            ],
            options={
                'verbose_name': 'acknowledgement',
                'verbose_name_plural': 'acknowledgements',
                'ordering': ['-at'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_agreementevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4e6e3d79a0b5c100fcf7af673c5dfc503a49b3c8', operation='INSERT', pgid='pgtrigger_insert_insert_039e0', table='sla_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_agreementevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a82bd9df6042237f6b2a1a5cc294cce59592daff', operation='UPDATE', pgid='pgtrigger_update_update_5f4fe', table='sla_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_definitionevent" ("id", "key", "name_en", "name_es", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."key", NEW."name_en", NEW."name_es", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='bccbfc11c9b0825df0db89ac258164448d2074a1', operation='INSERT', pgid='pgtrigger_insert_insert_47806', table='sla_definition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_definitionevent" ("id", "key", "name_en", "name_es", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."key", NEW."name_en", NEW."name_es", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='b1f05eaaa84e7a9aaa3ec586b14b89e013ae3d8d', operation='UPDATE', pgid='pgtrigger_update_update_899da', table='sla_definition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementversion',
            trigger=pgtrigger.compiler.Trigger(name='kept_once_out_of_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'only a draft may be deleted' USING ERRCODE = 'check_violation'; END IF;\n        RETURN OLD;\n    END IF;\n    IF OLD.state <> 'draft' AND NEW.state <> 'draft'\n        AND (to_jsonb(NEW) - ARRAY['state', 'in_force_from', 'in_force_until', 'by_id'])\n            <> (to_jsonb(OLD) - ARRAY['state', 'in_force_from', 'in_force_until', 'by_id']) THEN\n        RAISE EXCEPTION 'a version that left its draft is not edited' USING ERRCODE = 'check_violation';\n    END IF;\n    IF OLD.state IN ('in_force', 'superseded')\n        AND (NEW.state NOT IN ('in_force', 'superseded') OR NEW.in_force_from IS DISTINCT FROM OLD.in_force_from) THEN\n        RAISE EXCEPTION 'what was in force stays what it was' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='22a8dac00ac82e0e3a3d44f846bfb15478d3c47b', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_once_out_of_draft_0fff9', table='sla_agreementversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_agreementversionevent" ("agreement_id", "by_id", "id", "in_force_from", "in_force_until", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "review_on", "scope", "shadow", "state") VALUES (NEW."agreement_id", NEW."by_id", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."review_on", NEW."scope", NEW."shadow", NEW."state"); RETURN NULL;', hash='f1250c5d86f67287087015ebdad60ed1dfcf066e', operation='INSERT', pgid='pgtrigger_insert_insert_08f73', table='sla_agreementversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_agreementversionevent" ("agreement_id", "by_id", "id", "in_force_from", "in_force_until", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "review_on", "scope", "shadow", "state") VALUES (NEW."agreement_id", NEW."by_id", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."review_on", NEW."scope", NEW."shadow", NEW."state"); RETURN NULL;', hash='361cb01f105b9bda98fc9766bfa014f7dd0f2acc', operation='UPDATE', pgid='pgtrigger_update_update_be608', table='sla_agreementversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='kept_with_its_version', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written text;', func="\n    FOR written IN SELECT state FROM sla_agreementversion WHERE id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END) LOOP\n        IF written <> 'draft' THEN\n            RAISE EXCEPTION 'the version that holds this row left its draft' USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='3b27d6335e9f47f1d565122bad137adfb325b884', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_kept_with_its_version_1cfee', table='sla_commitment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_commitmentevent" ("calendar_id", "id", "kind", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_seconds", "target_value", "version_id", "warning_percent", "weight") VALUES (NEW."calendar_id", NEW."id", NEW."kind", NEW."party", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target_seconds", NEW."target_value", NEW."version_id", NEW."warning_percent", NEW."weight"); RETURN NULL;', hash='a34aaac6617e267ea11c37b20883dd1252fd9e66', operation='INSERT', pgid='pgtrigger_insert_insert_df99c', table='sla_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_commitmentevent" ("calendar_id", "id", "kind", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_seconds", "target_value", "version_id", "warning_percent", "weight") VALUES (NEW."calendar_id", NEW."id", NEW."kind", NEW."party", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target_seconds", NEW."target_value", NEW."version_id", NEW."warning_percent", NEW."weight"); RETURN NULL;', hash='2e7815da64c350a46a8481bf7f1a98123dd0132b', operation='UPDATE', pgid='pgtrigger_update_update_854ef', table='sla_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionversion',
            trigger=pgtrigger.compiler.Trigger(name='kept_once_out_of_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'only a draft may be deleted' USING ERRCODE = 'check_violation'; END IF;\n        RETURN OLD;\n    END IF;\n    IF OLD.state <> 'draft' AND NEW.state <> 'draft'\n        AND (to_jsonb(NEW) - ARRAY['state', 'in_force_from', 'in_force_until', 'by_id'])\n            <> (to_jsonb(OLD) - ARRAY['state', 'in_force_from', 'in_force_until', 'by_id']) THEN\n        RAISE EXCEPTION 'a version that left its draft is not edited' USING ERRCODE = 'check_violation';\n    END IF;\n    IF OLD.state IN ('in_force', 'superseded')\n        AND (NEW.state NOT IN ('in_force', 'superseded') OR NEW.in_force_from IS DISTINCT FROM OLD.in_force_from) THEN\n        RAISE EXCEPTION 'what was in force stays what it was' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='4ae4c8a66c21c2f680ba6c7a46b54cdd85af537f', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_once_out_of_draft_aa3ae', table='sla_definitionversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_definitionversionevent" ("by_id", "criteria", "definition_id", "id", "in_force_from", "in_force_until", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text_en", "text_es") VALUES (NEW."by_id", NEW."criteria", NEW."definition_id", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."text_en", NEW."text_es"); RETURN NULL;', hash='aff95db5916e118e34be06fbc1ea905b75ddf5fe', operation='INSERT', pgid='pgtrigger_insert_insert_9837d', table='sla_definitionversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_definitionversionevent" ("by_id", "criteria", "definition_id", "id", "in_force_from", "in_force_until", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text_en", "text_es") VALUES (NEW."by_id", NEW."criteria", NEW."definition_id", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."text_en", NEW."text_es"); RETURN NULL;', hash='f28f3c7119d1431297b5551700a916151de4470c', operation='UPDATE', pgid='pgtrigger_update_update_a2f96', table='sla_definitionversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='kept_with_its_version', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written text;', func="\n    FOR written IN SELECT state FROM sla_agreementversion WHERE id IN (SELECT version_id FROM sla_commitment\n        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.commitment_id ELSE NEW.commitment_id END) LOOP\n        IF written <> 'draft' THEN\n            RAISE EXCEPTION 'the version that holds this row left its draft' USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='eeb518cd7744012ae1bec41d79343e6e5593560a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_kept_with_its_version_af534', table='sla_escalationstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sla_escalationstepevent" ("commitment_id", "id", "notify", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "urgent") VALUES (NEW."commitment_id", NEW."id", NEW."notify", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."urgent"); RETURN NULL;', hash='0316d3d471a435259c300a7014e8431f8d7cca2e', operation='INSERT', pgid='pgtrigger_insert_insert_415d5', table='sla_escalationstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sla_escalationstepevent" ("commitment_id", "id", "notify", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "urgent") VALUES (NEW."commitment_id", NEW."id", NEW."notify", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."urgent"); RETURN NULL;', hash='d2bcf1998d8f2de28790f748338ca8503fc87cbe', operation='UPDATE', pgid='pgtrigger_update_update_e1ba1', table='sla_escalationstep', when='AFTER')),
        ),
        migrations.RunSQL(
            sql='ALTER TABLE sla_clock SET (fillfactor = 70)',
            reverse_sql='ALTER TABLE sla_clock RESET (fillfactor)',
        ),
    ]
