using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Configuration;

/// <summary>The whole configuration, read and checked once at the start. Nothing in it changes while the service runs.</summary>
public sealed record Settings
{
    public required ZoomSettings Zoom { get; init; }
    public required ListSettings List { get; init; }
    public required CodeSettings Codes { get; init; }

    /// <summary>The managed meetings and webinars by Zoom's number. A number belongs to one kind.</summary>
    public required IReadOnlyDictionary<long, MeetingRules> Meetings { get; init; }
    public SweepSettings Sweep { get; init; } = new();
    public GuessingSettings Guessing { get; init; } = new();
    public required LedgerSettings Ledger { get; init; }
    public required AdminSettings Admin { get; init; }
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Absolute path; every relative path of the configuration starts here.</summary>
    public required string Home { get; init; }

    /// <summary>False when no meeting has a session: then the list need not name any.</summary>
    public bool SessionsMatter => Meetings.Values.Any(meeting => !meeting.Session.IsBlank);

    /// <summary>Null when the meeting is not managed here, or is managed as the other kind.</summary>
    public MeetingRules? RulesFor(MeetingKey key) => Meetings.TryGetValue(key.Id, out var meeting) && meeting.Key == key ? meeting : null;
}

/// <summary>Zoom's plan of the account: it sets how many calls a second Zoom allows.</summary>
public enum ZoomPlan
{
    Free,
    Pro,

    /// <summary>Business and everything above it.</summary>
    Business,
}

/// <summary>The account at Zoom and its deliveries.</summary>
public sealed record ZoomSettings
{
    /// <summary>Account, client and secret of a Server-to-Server OAuth app; all three are "" only in a dry run.</summary>
    public string AccountId { get; init; } = "";
    public string ClientId { get; init; } = "";
    public string ClientSecret { get; init; } = "";

    /// <summary>False: no delivery can reach this place, and Zoom's registrants are found by reading them. True by default.</summary>
    public bool Webhooks { get; init; } = true;

    /// <summary>Signs Zoom's deliveries. "" only without webhooks.</summary>
    public string WebhookSecretToken { get; init; } = "";

    /// <summary>Still accepted while a new secret is brought in; "" when there is none.</summary>
    public string PreviousWebhookSecretToken { get; init; } = "";

    /// <summary>Begins with a slash and ends with none, unless it is nothing else; /webhooks/zoom by default.</summary>
    public string WebhookPath { get; init; } = "/webhooks/zoom";

    /// <summary>Greatest difference between a delivery's time and ours, either way; 30 to 3600 seconds, 300 by default.</summary>
    public TimeSpan WebhookTolerance { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Without a trailing slash.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://api.zoom.us/v2");
    public Uri OAuthBaseUrl { get; init; } = new("https://zoom.us");
    public ZoomPlan Plan { get; init; } = ZoomPlan.Pro;

    /// <summary>Decides and records, sends nothing to Zoom or Google. False by default; true in Development without credentials.</summary>
    public bool DryRun { get; init; }

    /// <summary>Nothing of it: there are secrets in it.</summary>
    public override string ToString() => nameof(ZoomSettings);
}

/// <summary>Where the invitation list is kept.</summary>
public enum ListSource
{
    CsvFile,
    GoogleSheet,
}

/// <summary>The invitation list.</summary>
public sealed record ListSettings
{
    /// <summary>A new name begins a new event: nothing is spent there. 1 to 100 characters.</summary>
    public string Name { get; init; } = "default";
    public ListSource Source { get; init; }

    /// <summary>Absolute; used by the source CsvFile only.</summary>
    public string CsvPath { get; init; } = "";

    /// <summary>Used by the source GoogleSheet only.</summary>
    public GoogleSheetSettings GoogleSheet { get; init; } = new();
    public ColumnNames Columns { get; init; } = new();

    /// <summary>What is written into status cells; those of the old script by default.</summary>
    public StatusTexts StatusTexts { get; init; } = StatusTexts.Script;

    /// <summary>Whether a code is only for the address in its row. Off by default.</summary>
    public EmailMatch EmailMatch { get; init; }
}

/// <summary>The list as one tab of a Google Sheet.</summary>
public sealed record GoogleSheetSettings
{
    /// <summary>The id out of the sheet's address.</summary>
    public string SpreadsheetId { get; init; } = "";

    /// <summary>The tab's title when it is first met after a start; from then on it is known by its id. "" is the first tab.</summary>
    public string Worksheet { get; init; } = "";

    /// <summary>Absolute path of the service account's key file.</summary>
    public string CredentialsFile { get; init; } = "";
    public Uri BaseUrl { get; init; } = new("https://sheets.googleapis.com");

    /// <summary>So many of them are between two reads while nobody registers and nobody edits.</summary>
    public const int QuietIntervals = 6;

    /// <summary>Between two reads: 2 to 3600 seconds, 5 by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Header names, compared after trimming and folding; the defaults are those of the old script.</summary>
public sealed record ColumnNames
{
    public string Code { get; init; } = "registrant_key";
    public string Session { get; init; } = "time_id";
    public string RegistrantId { get; init; } = "registrant_id";
    public string Status { get; init; } = "registrant_status";
    public string Data { get; init; } = "registrant_data";
    public string Email { get; init; } = "email";
    public string Expires { get; init; } = "expires";
    public string Hold { get; init; } = "hold";
    public string Approve { get; init; } = "approve";
    public string MaxUses { get; init; } = "max_uses";
}

/// <summary>What a code looks like and where people write it.</summary>
public sealed record CodeSettings
{
    /// <summary>Ten characters by default.</summary>
    public required CodeFormat Format { get; init; }

    /// <summary>Titles of the question that asks for the code; empty: every answer is read.</summary>
    public IReadOnlyList<string> QuestionTitles { get; init; } = [];

    /// <summary>A registrant who cancels in Zoom gives the code back. False by default: then only a person here frees it.</summary>
    public bool FreeOnCancel { get; init; }
}

/// <summary>How often Zoom's registrants are read.</summary>
public sealed record SweepSettings
{
    /// <summary>Between two readings of a meeting: 1 to 60 minutes, 5 by default, 1 without webhooks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What happens while somebody guesses codes.</summary>
public sealed record GuessingSettings
{
    /// <summary>Where the list's codes are weak, everybody waits for a person meanwhile. False by default: only who gave a wrong code before.</summary>
    public bool StopWeakLists { get; init; }
}

public enum LedgerEngine
{
    Sqlite,
    Postgres,
}

/// <summary>Where the ledger is kept.</summary>
public sealed record LedgerSettings
{
    /// <summary>SQLite by default.</summary>
    public LedgerEngine Engine { get; init; }

    /// <summary>With the Data Source of a file made absolute.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Absolute: where the file lies, or where beside a database is kept what is this process's own.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Accepts a data folder inside a container that is not a mount. False by default, true in Development.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>Nothing of it: a connection string may hold a password.</summary>
    public override string ToString() => nameof(LedgerSettings);
}

/// <summary>What people at the API need.</summary>
public sealed record AdminSettings
{
    /// <summary>At least 32 characters; "" when the service makes and keeps its own.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>Shows the page at /swagger, which needs no key. False by default, true in Development.</summary>
    public bool SwaggerEnabled { get; init; }

    /// <summary>Nothing of it: there is a secret in it.</summary>
    public override string ToString() => nameof(AdminSettings);
}

/// <summary>To whom the service's metrics and traces go.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Answers with the metrics, without the key, on every address of this machine; 1 to 65535, 0 by default: none.</summary>
    public int MetricsPort { get; init; }

    /// <summary>A collector that takes OpenTelemetry's protocol; null when there is none.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
