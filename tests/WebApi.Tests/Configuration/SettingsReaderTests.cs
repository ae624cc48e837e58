using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.WebApi.Configuration;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class SettingsReaderTests
{
    [Test]
    public void Credentials_and_one_meeting_are_enough()
    {
        var settings = Given.Settings();

        using var all = Assert.EnterMultipleScope();
        Assert.That(settings.Zoom.WebhookPath, Is.EqualTo("/webhooks/zoom"));
        Assert.That(settings.Zoom.WebhookTolerance, Is.EqualTo(TimeSpan.FromSeconds(300)));
        Assert.That(settings.Zoom.Plan, Is.EqualTo(ZoomPlan.Pro));
        Assert.That(settings.Zoom.DryRun, Is.False);
        Assert.That(settings.List.Name, Is.EqualTo("default"));
        Assert.That(settings.List.CsvPath, Is.EqualTo("/srv/approver/config/codes.csv"));
        Assert.That(settings.List.GoogleSheet.CredentialsFile, Is.EqualTo("/srv/approver/config/service-account.json"));
        Assert.That(settings.Codes.Format.Length, Is.EqualTo(10));
        Assert.That(settings.Codes.QuestionTitles, Is.Empty);
        Assert.That(settings.Codes.FreeOnCancel, Is.False);
        Assert.That(settings.Guessing.StopWeakLists, Is.False);
        Assert.That(settings.Ledger.ConnectionString, Does.Contain("=/srv/approver/data/ledger.db"));
        Assert.That(settings.Admin, Is.EqualTo(new AdminSettings()));
        Assert.That(settings.Telemetry, Is.EqualTo(new TelemetrySettings()));
        Assert.That(settings.Meetings[86412345678], Is.EqualTo(new MeetingRules(new(MeetingKind.Meeting, 86412345678), new Session("1"))));
    }

    [Test]
    public void Every_key_reaches_the_settings()
    {
        var settings = Given.Settings(
            ("Zoom:PreviousWebhookSecretToken", "pt-00aa11bb22"), ("Zoom:WebhookPath", "/hooks/"), ("Zoom:WebhookToleranceSeconds", "30"),
            ("Zoom:ApiBaseUrl", "http://127.0.0.1:5001/v2/"), ("Zoom:OAuthBaseUrl", "https://zoomgov.com"), ("Zoom:Plan", "business"), ("Zoom:DryRun", "TRUE"),
            ("InvitationList:Name", "  Gala 2026 "), ("InvitationList:Source", "googlesheet"), ("InvitationList:CsvFile:Path", "/data/a.csv"),
            ("InvitationList:GoogleSheet:SpreadsheetId", "1AbC_d-9"), ("InvitationList:GoogleSheet:Worksheet", "Hoja 1"),
            ("InvitationList:GoogleSheet:CredentialsFile", "keys/google.json"), ("InvitationList:GoogleSheet:BaseUrl", "http://localhost:9"),
            ("InvitationList:GoogleSheet:IntervalSeconds", "2"), ("InvitationList:Columns:Code", "Código"), ("InvitationList:Columns:Expires", "Vence"),
            ("InvitationList:Columns:Hold", "Retenido"), ("InvitationList:Columns:Approve", "Admitir"), ("InvitationList:Columns:MaxUses", "Usos"), ("InvitationList:EmailMatch", "prefer"), ("InvitationList:StatusTexts", "spanish"), ("InvitationList:StatusTexts:Pending", "espera"),
            ("Codes:Pattern", "[A-Z]{2}[0-9]{4}"), ("Codes:QuestionTitles", "Código"), ("Codes:FreeOnCancel", "true"), ("Meetings:86412345678:Kind", "webinar"), ("Sweep:IntervalMinutes", "60"), ("Guessing:StopWeakLists", "true"),
            ("Ledger:ConnectionString", "Data Source=/var/lib/x.db"), ("Ledger:Ephemeral", "true"), ("Admin:ApiKey", new string('k', 32)), ("Swagger:Enabled", "true"),
            ("Telemetry:MetricsPort", "9464"), ("Telemetry:OtlpEndpoint", "http://collector:4317"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(settings.Zoom.PreviousWebhookSecretToken, Is.EqualTo("pt-00aa11bb22"));
        Assert.That(settings.Zoom.WebhookPath, Is.EqualTo("/hooks"));
        Assert.That(settings.Zoom.WebhookTolerance, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(settings.Zoom.ApiBaseUrl.AbsoluteUri, Is.EqualTo("http://127.0.0.1:5001/v2"));
        Assert.That(settings.Zoom.OAuthBaseUrl.Host, Is.EqualTo("zoomgov.com"));
        Assert.That(settings.Zoom.Plan, Is.EqualTo(ZoomPlan.Business));
        Assert.That(settings.Zoom.DryRun, Is.True);
        Assert.That(settings.List.Name, Is.EqualTo("Gala 2026"));
        Assert.That(settings.List.Source, Is.EqualTo(ListSource.GoogleSheet));
        Assert.That(settings.List.CsvPath, Is.EqualTo("/data/a.csv"));
        Assert.That(settings.List.GoogleSheet, Is.EqualTo(new GoogleSheetSettings
        {
            SpreadsheetId = "1AbC_d-9",
            Worksheet = "Hoja 1",
            CredentialsFile = "/srv/approver/keys/google.json",
            BaseUrl = new Uri("http://localhost:9"),
            Interval = TimeSpan.FromSeconds(2),
        }));
        Assert.That(settings.List.Columns, Is.EqualTo(new ColumnNames { Code = "Código", Expires = "Vence", Hold = "Retenido", Approve = "Admitir", MaxUses = "Usos" }));
        Assert.That((settings.List.EmailMatch, settings.List.StatusTexts), Is.EqualTo((EmailMatch.Prefer, StatusTexts.Spanish with { Pending = "espera" })));
        Assert.That(settings.Codes.Format.Text, Is.EqualTo("[A-Z]{2}[0-9]{4}"));
        Assert.That(settings.Codes.QuestionTitles, Is.EqualTo(["Código"]));
        Assert.That(settings.Codes.FreeOnCancel, Is.True);
        Assert.That(settings.Meetings[86412345678].Key.Kind, Is.EqualTo(MeetingKind.Webinar));
        Assert.That(settings.Sweep.Interval, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(settings.Guessing.StopWeakLists, Is.True);
        Assert.That(settings.Ledger, Is.EqualTo(new LedgerSettings { ConnectionString = "data source=/var/lib/x.db", Folder = "/var/lib", Ephemeral = true }));
        Assert.That(settings.Admin, Is.EqualTo(new AdminSettings { ApiKey = new string('k', 32), SwaggerEnabled = true }));
        Assert.That(settings.Telemetry, Is.EqualTo(new TelemetrySettings { MetricsPort = 9464, OtlpEndpoint = new Uri("http://collector:4317") }));
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        TestCaseData Case(string key, string value, params string[] words) => new TestCaseData(key, value, words).SetArgDisplayNames(key, value);

        yield return Case("Zoom:ClientSecret", "short", "(hidden, 5 characters)", "at least 8");
        yield return Case("Zoom:WebhookSecretToken", "\"wt-77b1e0a2c3\"", "(hidden, 15 characters)", "quotation mark");
        yield return Case("Zoom:WebhookSecretToken", "development-secret-not-for-production", "hidden", "Everybody knows");
        yield return Case("Zoom:PreviousWebhookSecretToken", "wt-77b1e0a2c3", "hidden", "same as Zoom:WebhookSecretToken");
        yield return Case("Zoom:AccountId", "account abcdefgh", "ac… (masked, 16 characters)", "space");
        yield return Case("Zoom:WebhookPath", "webhooks/zoom", "webhooks/zoom", "begins with /");
        yield return Case("Zoom:WebhookPath", "/web hooks", "letters");
        yield return Case("Zoom:WebhookPath", "/zoom?key=1", "hidden");
        yield return Case("Zoom:WebhookPath", "/API/zoom", "not under /api");
        yield return Case("Zoom:WebhookPath", "/health", "/health");
        yield return Case("Zoom:WebhookPath", "/a/../api/x", "/webhooks/zoom");
        yield return Case("Zoom:WebhookPath", "//evil", "/webhooks/zoom");
        yield return Case("Zoom:WebhookToleranceSeconds", "29", "29", "30 to 3600");
        yield return Case("Zoom:WebhookToleranceSeconds", "5m", "5m", "whole number");
        yield return Case("Zoom:WebhookToleranceSeconds", "99999999999999", "30 to 3600");
        yield return Case("Zoom:ApiBaseUrl", "http://api.zoom.us/v2", "http://api.zoom.us/v2", "https", "*.zoom.us");
        yield return Case("Zoom:ApiBaseUrl", "https://evilzoom.us", "zoom.us");
        yield return Case("Zoom:ApiBaseUrl", "https://zoom.us.evil.org", "zoom.us");
        yield return Case("Zoom:ApiBaseUrl", "https://me:pass@zoom.us", "hidden", "without user");
        yield return Case("Zoom:ApiBaseUrl", "https://zoom.us/v2?x=1", "query");
        yield return Case("Zoom:OAuthBaseUrl", "https://zoom.us#x", "fragment");
        yield return Case("Zoom:OAuthBaseUrl", "zoom.us", "https");
        yield return Case("Zoom:OAuthBaseUrl", "https://zoom.us\\.evil.org", "https");
        yield return Case("Zoom:Plan", "Gold", "Gold", "Free, Pro, Business");
        yield return Case("Zoom:Plan", "1", "Free, Pro, Business");
        yield return Case("Zoom:DryRun", "yes", "yes", "true or false");
        yield return Case("Zoom:Webhooks", "no", "no", "true or false");
        yield return Case("Sweep:IntervalMinutes", "0", "1 to 60");
        yield return Case("Sweep:IntervalMinutes", "61", "1 to 60");
        yield return Case("Sweep:IntervalMinutes", "1.5", "1.5", "whole number");
        yield return Case("Guessing:StopWeakLists", "weak", "true or false");
        yield return Case("InvitationList:Name", "  ", "(empty)", "1 to 100");
        yield return Case("InvitationList:Name", new string('n', 101), "1 to 100");
        yield return Case("InvitationList:Source", "Excel", "Excel", "CsvFile, GoogleSheet");
        yield return Case("InvitationList:Source", "GoogleSheet", "InvitationList:GoogleSheet:SpreadsheetId", "(missing)");
        yield return Case("InvitationList:GoogleSheet:SpreadsheetId", "1AbC", "InvitationList:Source", "set it to GoogleSheet");
        yield return Case("InvitationList:GoogleSheet:BaseUrl", "https://sheets.example.org", "*.googleapis.com");
        yield return Case("InvitationList:GoogleSheet:IntervalSeconds", "1", "2 to 3600");
        yield return Case("InvitationList:EmailMatch", "yes", "yes", "Off, Prefer, Require");
        yield return Case("InvitationList:StatusTexts", "German", "German", "Script, English, Spanish");
        yield return Case("InvitationList:StatusTexts:Pending", "=wait", "=wait", "do not begin with =");
        yield return Case("InvitationList:StatusTexts:Registered", "falso", "falso", "not FALSE");
        yield return Case("InvitationList:StatusTexts:Registered", new string('r', 51), "1 to 50");
        yield return Case("InvitationList:StatusTexts:Registered", "PENDING", "PENDING", "another text than that of StatusTexts:Pending");
        yield return Case("InvitationList:Columns:Email", "Time_ID ", "Columns:Session, Columns:Email", "its own");
        yield return Case("Codes:Length", "0", "1 to 128");
        yield return Case("Codes:FreeOnCancel", "perhaps", "true or false");
        yield return Case("Codes:Length", "129", "1 to 128");
        yield return Case("Codes:Pattern", "[A-Z", "[A-Z", "Unterminated");
        yield return Case("Codes:Pattern", "a)(b", "a)(b", "Too many )");
        yield return Case("Codes:Pattern", "(?=a)b", "no lookarounds");
        yield return Case("Codes:Generated", "ASM", "ASM", "a star for each of 10 to 26 characters");
        yield return Case("Codes:Generated", "ASM-*****", "ASM-*****", "codes generate");
        yield return Case("Meetings:abc:Session", "1", "Meetings:abc", "digits");
        yield return Case("Meetings:99999999999999999999:Session", "1", "Meetings:99999999999999999999", "digits");
        yield return Case("Meetings:0:Session", "1", "Meetings:0", "digits");
        yield return Case("Meetings:864-1234-5678:Session", "1", "864-1234-5678", "The same meeting");
        yield return Case("Meetings:86412345678:Kind", "Zoominar", "Meeting, Webinar");
        yield return Case("Meetings:86412345678", "1", "Write it so");
        yield return Case("Ledger:ConnectionString", "Data Source=:memory:", "hidden", "SQLite");
        yield return Case("Ledger:ConnectionString", "Data Source=x.db;Mode=Memory", "hidden");
        yield return Case("Ledger:ConnectionString", "Data Source=data/", "a file on this machine");
        yield return Case("Ledger:ConnectionString", "postgres://me:secret@db/x", "SQLite");
        yield return Case("Ledger:Engine", "Oracle", "Sqlite, Postgres");
        yield return Case("Ledger:Engine", "Postgres", "Ledger:ConnectionString", "Ledger:Engine=Postgres asks for");
        yield return Case("Ledger:Ephemeral", "1", "true or false");
        yield return Case("Admin:ApiKey", "0123456789", "(hidden, 10 characters)", "at least 32");
        yield return Case("Swagger:Enabled", "on", "true or false");
        yield return Case("Telemetry:MetricsPort", "65536", "65536", "0 to 65535");
        yield return Case("Telemetry:OtlpEndpoint", "collector:4317", "collector:4317", "http://collector:4317");
        yield return Case("Telemetry:OtlpEndpoint", "https://me:pass@collector", "hidden", "OTEL_EXPORTER_OTLP_HEADERS");
        yield return Case("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere", "OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere");
    }

    [Test]
    public void Generated_forms_come_besides_the_ordinary_format()
    {
        var settings = Given.Settings(("Codes:Generated:0", "asm-*****-*****-****"), ("Codes:Generated:1", "CNF-**********"), ("Codes:Length", "8"));

        Assert.That(settings.Codes.Format.Text, Is.EqualTo("ASM-*****-*****-****, CNF-**********, 8 characters"));
    }

    [Test]
    public void Two_forms_that_one_code_could_be_of_are_a_fault()
    {
        var reading = Given.Read(("Codes:Generated:0", "ASM-*****-*****-****"), ("Codes:Generated:1", "A5M-**************"));

        Assert.That(reading.Faults.Select(fault => (fault.Key, fault.Mend.English)), Is.EqualTo(new[]
        {
            ("Codes:Generated", "A code could be of this form and of ASM-*****-*****-**** as well: keep one of the two."),
        }));
    }

    [TestCaseSource(nameof(Faults))]
    public void A_fault_names_key_value_and_mend(string key, string value, string[] words)
    {
        var reading = Given.Read((key, value));

        Assert.That(reading.Settings, Is.Null);
        Assert.That(reading.Faults, Has.Count.EqualTo(1));
        var text = FaultReport.Text(reading.Faults, Language.English);
        foreach (var word in words)
        {
            Assert.That(text, Does.Contain(word));
        }
    }

    [TestCase("Zoom:ClientID2", "did you mean Zoom:ClientId?")]
    [TestCase("Zoom:WebhookSecret", "Zoom:WebhookSecret is not a key")]
    [TestCase("InvitationList:SpreadsheetId", "did you mean InvitationList:GoogleSheet:SpreadsheetId?")]
    [TestCase("InvitationList:CsvFile", "did you mean InvitationList:CsvFile:Path?")]
    [TestCase("InvitationList:Columns:Codes", "did you mean InvitationList:Columns:Code?")]
    [TestCase("Codes:QuestionTitle", "did you mean Codes:QuestionTitles?")]
    [TestCase("Meetings:86412345678:time_id", "known here: Kind, Session")]
    [TestCase("Ledger:ConnectionStrin", "did you mean Ledger:ConnectionString?")]
    [TestCase("Admin:Key", "known here: ApiKey")]
    [TestCase("Swagger:Enable", "did you mean Swagger:Enabled?")]
    [TestCase("Zoom:ClientId:Value", "Zoom:ClientId:Value is not a key")]
    public void An_unknown_key_is_named_and_its_value_is_not(string key, string words)
    {
        var reading = Given.Read((key, "value-of-the-unknown-key"));

        var text = FaultReport.Text(reading.Faults, Language.English);
        Assert.That(reading.Faults, Has.Count.EqualTo(1));
        Assert.That(text, Does.Contain(words).And.Not.Contain("value-of-the-unknown-key"));
    }

    [Test]
    public void Keys_of_the_host_and_of_the_machine_are_not_judged()
    {
        var reading = Given.Read(("Logging:LogLevel:Default", "Debug"), ("Urls", "http://*:80"), ("PATH", "/bin"), ("ADMIN", "root"), ("ZOOM_PORT", "1"));

        Assert.That(reading.Faults, Is.Empty);
    }

    [Test]
    public void All_faults_are_listed_at_once()
    {
        var reading = Given.Read(Given.Production,
            ("Zoom:ClientId", null), ("Zoom:Plan", "Gold"), ("Zoom:DryRun", "perhaps"), ("InvitationList:GoogleSheet:IntervalSeconds", "x"),
            ("Codes:Length", "x"), ("Meetings:abc:Session", "1"), ("Ledger:Ephemeral", "x"), ("Admin:ApiKey", "x"), ("Swagger:Enabled", "x"));

        Assert.That(reading.Faults.Select(fault => fault.Key), Is.EquivalentTo([
            "Zoom:ClientId", "Zoom:Plan", "Zoom:DryRun", "InvitationList:GoogleSheet:IntervalSeconds",
            "Codes:Length", "Meetings:abc", "Ledger:Ephemeral", "Admin:ApiKey", "Swagger:Enabled"]));
    }

    [TestCase("864 1234 5678")]
    [TestCase("864-1234-5678")]
    [TestCase(" 864 1234 5678 ")]
    [TestCase("864–1234–5678")]
    public void A_meeting_id_may_be_pasted_as_Zoom_shows_it(string pasted)
    {
        var settings = Given.Settings(("Meetings:86412345678:Session", null), ($"Meetings:{pasted}:Session", "2"));

        Assert.That(settings.Meetings.Keys, Is.EqualTo([86412345678L]));
    }

    [TestCase("https://docs.google.com/spreadsheets/d/1AbC_d-9/edit#gid=0")]
    [TestCase("https://docs.google.com/spreadsheets/u/0/d/1AbC_d-9/edit?usp=sharing")]
    [TestCase("docs.google.com/spreadsheets/d/1AbC_d-9")]
    [TestCase(" 1AbC_d-9 ")]
    public void The_address_of_the_sheet_may_be_pasted(string pasted)
    {
        var settings = Given.Settings(("InvitationList:Source", "GoogleSheet"), ("InvitationList:GoogleSheet:SpreadsheetId", pasted));

        Assert.That(settings.List.GoogleSheet.SpreadsheetId, Is.EqualTo("1AbC_d-9"));
    }

    [TestCase("https://docs.google.com/spreadsheets/d/e/2PACX-1vT/pubhtml")]
    [TestCase("https://docs.google.com/document/d/1AbC_d-9/edit")]
    [TestCase("https://bit.ly/x")]
    [TestCase("my sheet")]
    public void Another_address_is_no_sheet(string pasted)
    {
        var reading = Given.Read(("InvitationList:Source", "GoogleSheet"), ("InvitationList:GoogleSheet:SpreadsheetId", pasted));

        Assert.That(reading.Faults.Single().Key, Is.EqualTo("InvitationList:GoogleSheet:SpreadsheetId"));
    }

    [Test]
    public void In_a_dry_run_the_sheet_may_be_missing()
    {
        var settings = Given.Settings(("InvitationList:Source", "GoogleSheet"), ("Zoom:DryRun", "true"));

        Assert.That(settings.List.GoogleSheet.SpreadsheetId, Is.Empty);
    }

    [Test]
    public void Length_and_pattern_together_are_a_fault()
    {
        var reading = Given.Read(("Codes:Length", "10"), ("Codes:Pattern", "[A-Z]+"));

        Assert.That(reading.Faults.Single().Mend.English, Does.Contain("Codes:Length (10) is set too"));
    }

    [Test]
    public void Question_titles_are_read_once_each()
    {
        var settings = Given.Settings(("Codes:QuestionTitles:0", "Código "), ("Codes:QuestionTitles:1", "CÓDIGO"), ("Codes:QuestionTitles:2", "Code"), ("Codes:QuestionTitles:3", ""));

        Assert.That(settings.Codes.QuestionTitles, Is.EqualTo(["Código", "Code"]));
    }

    [Test]
    public void A_missing_code_file_is_a_warning_with_its_full_path()
    {
        Assert.That(Given.Read().Warnings.Single(), Does.Contain("/srv/approver/config/codes.csv"));
    }
}
