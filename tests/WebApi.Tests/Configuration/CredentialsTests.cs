using ZoomApprover.WebApi.Configuration;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class CredentialsTests
{
    private static readonly string[] Needed = ["Zoom:AccountId", "Zoom:ClientId", "Zoom:ClientSecret", "Zoom:WebhookSecretToken"];

    [TestCaseSource(nameof(Needed))]
    public void Half_filled_credentials_stop_the_start_everywhere(string missing)
    {
        var production = Given.Read((missing, null));
        var development = Given.Read(Given.Development, (missing, null));
        var dryRun = Given.Read((missing, ""), ("Zoom:DryRun", "true"));

        Assert.That(new[] { production, development, dryRun }.Select(reading => reading.Faults.Single().Key), Is.All.EqualTo(missing));
    }

    [TestCaseSource(nameof(Needed))]
    public void What_the_example_says_counts_as_missing(string key)
    {
        foreach (var placeholder in new[] { "your-client-id", "tu-secreto", "<client id>", "changeme", "CHANGEME!" })
        {
            var fault = Given.Read((key, placeholder)).Faults.Single();

            Assert.That((fault.Key, fault.Seen.English), Is.EqualTo((key, "(still the example's text)")));
        }
    }

    [Test]
    public void Nothing_configured_stops_production_and_names_every_key()
    {
        var reading = Given.Only(Given.Production);

        Assert.That(reading.Faults.Select(fault => fault.Key), Is.EqualTo(Needed.Append("Meetings")));
    }

    [Test]
    public void Nothing_configured_and_no_file_says_where_it_was_looked_for()
    {
        var reading = Given.Only(new StartContext { Home = Given.Home, Looked = ["/srv/approver/config/config.json", "/usr/src/app/config/config.json"] });

        Assert.That(reading.Faults[0].Mend.English, Does.Contain("config.json.example to /srv/approver/config/config.json").And.Contain("/usr/src/app"));
    }

    [Test]
    public void A_dry_run_needs_the_webhook_token_only()
    {
        var settings = Given.Settings(("Zoom:AccountId", null), ("Zoom:ClientId", ""), ("Zoom:ClientSecret", "your-client-secret"), ("Zoom:DryRun", "true"));

        Assert.That(settings.Zoom.DryRun, Is.True);
        Assert.That(Given.Only(Given.Production, ("Zoom:DryRun", "true"), ("Meetings:1:Session", "1")).Faults.Single().Key, Is.EqualTo("Zoom:WebhookSecretToken"));
    }

    [Test]
    public void Without_webhooks_no_secret_token_is_needed_and_Zoom_is_read_every_minute()
    {
        var settings = Given.Settings(("Zoom:Webhooks", "false"), ("Zoom:WebhookSecretToken", null));

        Assert.That((settings.Zoom.Webhooks, settings.Sweep.Interval), Is.EqualTo((false, TimeSpan.FromMinutes(1))));
        Assert.That(Given.Settings(("Zoom:Webhooks", "false"), ("Sweep:IntervalMinutes", "3")).Sweep.Interval, Is.EqualTo(TimeSpan.FromMinutes(3)));
        Assert.That(Given.Settings().Sweep.Interval, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void Without_webhooks_the_app_credentials_are_still_needed()
    {
        var faults = Given.Read(("Zoom:Webhooks", "false"), ("Zoom:ClientSecret", null), ("Zoom:WebhookSecretToken", null)).Faults;

        Assert.That(faults.Select(fault => fault.Key), Is.EqualTo(new[] { "Zoom:ClientSecret" }));
    }

    [Test]
    public void A_dry_run_without_webhooks_would_never_see_anybody_and_is_refused()
    {
        var named = Given.Read(("Zoom:Webhooks", "false"), ("Zoom:DryRun", "true")).Faults.Single();
        var tried = Given.Only(Given.Development, ("Zoom:Webhooks", "false")).Faults.Single();

        Assert.That((named.Key, tried.Key), Is.EqualTo(("Zoom:Webhooks", "Zoom:Webhooks")));
        Assert.That(named.Mend.English, Does.Contain("Zoom:DryRun=false"));
    }

    [Test]
    public void Nothing_configured_in_development_is_a_dry_run_with_one_sample_meeting()
    {
        var home = Directory.CreateTempSubdirectory();

        var reading = Given.Only(new StartContext { Home = home.FullName, IsDevelopment = true });

        home.Delete(true);
        var settings = reading.Settings!;
        using var all = Assert.EnterMultipleScope();
        Assert.That(settings.Zoom.DryRun, Is.True);
        Assert.That(settings.Zoom.WebhookSecretToken, Is.EqualTo(ZoomCredentials.DevelopmentSecret));
        Assert.That(settings.Meetings[1234567890].Session.Key, Is.EqualTo("1"));
        Assert.That(settings.List.CsvPath, Is.EqualTo(Path.Combine(home.FullName, "config", "codes.example.csv")));
        Assert.That(settings.Admin.SwaggerEnabled, Is.True);
    }

    [Test]
    public void Development_without_credentials_does_not_go_live()
    {
        var reading = Given.Only(Given.Development, ("Zoom:DryRun", "false"));

        Assert.That(reading.Faults.Select(fault => fault.Key), Is.EqualTo(Needed));
    }

    [Test]
    public void Full_credentials_in_development_are_live_unless_it_is_said_otherwise()
    {
        Assert.That(Given.Read(Given.Development).Settings!.Zoom.DryRun, Is.False);
    }

    [Test]
    public void No_secret_stands_in_any_text_even_under_a_wrong_key()
    {
        const string secret = "s3cret-s3cret-s3cret-(";
        var long_ = string.Concat(Enumerable.Repeat("k9", 60)) + " ";

        var reading = Given.Read(
            ("Zoom:ClientSecret", secret), ("Zoom:WebhookSecretToken", "abc5xyz"), ("Zoom:PreviousWebhookSecretToken", "abc5xyz"), ("Admin:ApiKey", long_ + "é"),
            ("Zoom:AccountId", secret + " "), ("Zoom:ClientId", secret + "é"), ("Zoom:Plan", secret), ("Zoom:ApiBaseUrl", secret), ("Zoom:ClientSecrt", secret),
            ("Zoom:OAuthBaseUrl", secret[..12]), ("InvitationList:Source", long_), ("Codes:Pattern", secret), ("Ledger:ConnectionString", secret),
            ($"Meetings:{secret}:Session", "1"), ("InvitationList:Name", long_));

        Assert.That(reading.Faults, Has.Count.GreaterThan(10));
        foreach (var language in Enum.GetValues<Language>())
        {
            var text = FaultReport.Text(reading.Faults, language);
            Assert.That(text, Does.Not.Contain("s3cret").And.Not.Contain("abc5xyz").And.Not.Contain("k9k9"));
        }
    }
}
