from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0006_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="shut",
            field=models.BooleanField(default=False),
        ),
    ]
