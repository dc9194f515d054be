
import diagnostics.models.wording
import diagnostics.priority
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from people.foundation import Foundation


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [Foundation([
        migrations.CreateModel(
            name='InterviewGuide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('direction', 'Leadership and directors'), ('marketing', 'Marketing'), ('sales', 'Sales'), ('operations', 'Operations'), ('it', 'IT')], max_length=12, unique=True, verbose_name='for')),
            ],
            options={
                'verbose_name': 'interview guide',
                'verbose_name_plural': 'interview guides',
                'ordering': ['role'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('started_on', models.DateField(verbose_name='started on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('facilitator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='facilitator')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ['-started_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('started_on')), _connector='OR'), name='assessment_ends_after_it_starts', violation_error_message="An assessment can't end before it starts.")],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('text_en', models.TextField(blank=True, verbose_name='question in English')),
                ('text_es', models.TextField(blank=True, verbose_name='question in Spanish')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='diagnostics.interviewguide')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['guide', 'position'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'position'), name='questions_have_their_own_place')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(editable=False, verbose_name='number')),
                ('key', models.SlugField(blank=True, editable=False)),
                ('title_en', models.CharField(blank=True, max_length=160, verbose_name='title in English')),
                ('title_es', models.CharField(blank=True, max_length=160, verbose_name='title in Spanish')),
                ('rationale_en', models.TextField(blank=True, verbose_name='why, in English')),
                ('rationale_es', models.TextField(blank=True, verbose_name='why, in Spanish')),
                ('impact', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], default=diagnostics.priority.Level['MEDIUM'], verbose_name='impact')),
                ('ease', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], default=diagnostics.priority.Level['MEDIUM'], verbose_name='ease')),
                ('is_foundation', models.BooleanField(default=False, verbose_name='others rest on it')),
                ('rated_at', models.DateTimeField(editable=False, null=True, verbose_name='rated')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='diagnostics.assessment')),
                ('rated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
                'ordering': ['assessment', 'position'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'position'), name='recommendations_are_numbered'), models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('ease__range', (1, 5))), name='recommendation_is_rated_in_levels'), models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_es', ''), _negated=True), name='recommendation_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('job_title', models.CharField(blank=True, max_length=120, verbose_name='job title')),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales'), ('revops', 'RevOps'), ('it', 'IT'), ('leadership', 'Leadership')], max_length=12, verbose_name='team')),
                ('is_director', models.BooleanField(default=False, verbose_name='heads the team')),
                ('influence', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Some'), (3, 'Decisive')], default=2, verbose_name='influence')),
                ('stance', models.CharField(choices=[('unknown', 'Not known yet'), ('supports', 'In favour'), ('neutral', 'Neutral'), ('doubts', 'Has doubts'), ('opposes', 'Against')], default='unknown', max_length=10, verbose_name='stance')),
                ('consent', models.CharField(choices=[('pending', 'Not asked yet'), ('given', 'Given'), ('refused', 'Refused')], default='pending', max_length=10, verbose_name='consent')),
                ('consent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='consent answered')),
                ('in_workshop', models.BooleanField(default=False, verbose_name='in the workshop')),
                ('to_interview', models.BooleanField(default=True, verbose_name='to be interviewed')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stakeholders', to='diagnostics.assessment')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person who signs in')),
            ],
            options={
                'verbose_name': 'stakeholder',
                'verbose_name_plural': 'stakeholders',
                'ordering': ['side', '-is_director', 'name'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'user'), name='a_person_is_registered_once', violation_error_message='This person is already registered in this assessment.')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False)),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('name_es', models.CharField(blank=True, max_length=120, verbose_name='name in Spanish')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='diagnostics.assessment')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('assessment', 'key'), name='starting_themes_are_laid_out_once'), models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_es', ''), _negated=True), name='theme_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned_at', models.DateTimeField(verbose_name='planned for')),
                ('held_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='held')),
                ('interviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='interviewer')),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='diagnostics.stakeholder', verbose_name='stakeholder')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
                'ordering': ['planned_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=12, verbose_name='team')),
                ('impact', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], verbose_name='impact')),
                ('ease', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], verbose_name='ease')),
                ('rated_at', models.DateTimeField(verbose_name='rated')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='diagnostics.recommendation')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'ordering': ['recommendation', 'side'],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'side'), name='a_team_rates_once'), models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('ease__range', (1, 5))), name='rating_is_in_levels')],
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_en', models.CharField(blank=True, max_length=160, verbose_name='title in English')),
                ('title_es', models.CharField(blank=True, max_length=160, verbose_name='title in Spanish')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('description_es', models.TextField(blank=True, verbose_name='description in Spanish')),
                ('impact', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], default=diagnostics.priority.Level['MEDIUM'], verbose_name='impact')),
                ('frequency', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], default=diagnostics.priority.Level['MEDIUM'], verbose_name='frequency')),
                ('ease', diagnostics.models.wording.LevelField(choices=[(diagnostics.priority.Level['LOW'], 'Low'), (diagnostics.priority.Level['MEDIUM_LOW'], 'Medium-low'), (diagnostics.priority.Level['MEDIUM'], 'Medium'), (diagnostics.priority.Level['MEDIUM_HIGH'], 'Medium-high'), (diagnostics.priority.Level['HIGH'], 'High')], default=diagnostics.priority.Level['MEDIUM'], verbose_name='ease')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='diagnostics.assessment')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='problems', to='diagnostics.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'problem',
                'verbose_name_plural': 'problems',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('frequency__range', (1, 5)), ('ease__range', (1, 5))), name='problem_is_rated_in_levels'), models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_es', ''), _negated=True), name='problem_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField(blank=True, verbose_name='note')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('window', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='diagnostics.interview')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='diagnostics.question')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['interview', 'question__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=600, verbose_name='in their words')),
                ('kept_at', models.DateTimeField(verbose_name='kept')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='diagnostics.note')),
                ('themes', models.ManyToManyField(blank=True, related_name='quotes', to='diagnostics.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'quote',
                'verbose_name_plural': 'quotes',
                'ordering': ['note__interview', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('note', 'text'), name='a_sentence_is_quoted_once')],
            },
        ),
    ])]
