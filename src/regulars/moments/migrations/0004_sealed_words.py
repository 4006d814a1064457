from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0003_told_in_order")]

    operations = [
        migrations.AddField("words", "sealed", models.BinaryField(null=True)),
        migrations.AlterField("words", "salt", models.CharField(blank=True, max_length=32)),
        migrations.AlterField("words", "text", models.TextField(blank=True)),
    ]
