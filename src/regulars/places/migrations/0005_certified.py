"""The level at which somebody is certified: how far they may go alone can depend on it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0004_reached")]
    operations = [
        migrations.AddField(
            model_name="staff",
            name="level",
            field=models.PositiveSmallIntegerField(default=0),
        )
    ]
