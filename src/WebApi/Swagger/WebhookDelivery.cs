using System.Text.Json.Serialization;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>What Zoom sends when somebody registers, as far as it is read. Only described here: the raw body is read, nothing is bound.</summary>
internal sealed record WebhookDelivery
{
    /// <summary>registration_created, registration_approved, registration_denied or registration_cancelled after "meeting." or "webinar.", or endpoint.url_validation; others are ignored.</summary>
    [JsonPropertyName("event")]
    public required string Name { get; init; }

    /// <summary>When it happened, in milliseconds since 1970; now, when left out.</summary>
    [JsonPropertyName("event_ts")]
    public long? Time { get; init; }

    [JsonPropertyName("payload")]
    public required WebhookPayload Payload { get; init; }
}

internal sealed record WebhookPayload
{
    /// <summary>Who did it, by e-mail address; never with registration_created.</summary>
    [JsonPropertyName("operator")]
    public string? Operator { get; init; }

    /// <summary>The meeting or webinar; with registrations.</summary>
    [JsonPropertyName("object")]
    public WebhookMeeting? Subject { get; init; }

    /// <summary>With endpoint.url_validation only.</summary>
    [JsonPropertyName("plainToken")]
    public string? PlainToken { get; init; }
}

internal sealed record WebhookMeeting
{
    /// <summary>Zoom's number, as text or number.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("registrant")]
    public required WebhookRegistrant Registrant { get; init; }
}

internal sealed record WebhookRegistrant
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>pending or approved; with registration_created only.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>The code stands in one of the answers.</summary>
    [JsonPropertyName("custom_questions")]
    public IReadOnlyList<WebhookQuestion>? CustomQuestions { get; init; }
}

internal sealed record WebhookQuestion
{
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("value")]
    public string? Value { get; init; }
}
