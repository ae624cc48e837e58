using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Simulation.Tests.Zoom;

/// <summary>The body of a delivery, signed as Zoom signs it.</summary>
internal static class DeliveryBody
{
    public const string Secret = "simulated-secret-token";

    public static byte[] Created(Guest guest, Form form)
    {
        var answers = string.Join(',', form.Answers.Select(answer => $$"""{"title":"{{answer.Title}}","value":"{{answer.Value}}"}"""));
        return Body(guest, "created", form.At, $$""","custom_questions":[{{answers}}],"status":"pending","join_url":""}""", "");
    }

    /// <param name="name">approved, denied or cancelled.</param>
    public static byte[] Of(Guest guest, string name, DateTimeOffset at, bool byGuest) =>
        Body(guest, name, at, "}", byGuest ? "" : ""","operator":"host@example.org","operator_id":"host-1" """);

    public static string Signature(string timestamp, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));

    private static byte[] Body(Guest guest, string name, DateTimeOffset at, string more, string by)
    {
        var kind = guest.Key.Meeting.Kind == MeetingKind.Webinar ? "webinar" : "meeting";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            {"event":"{{{kind}}}.registration_{{{name}}}","event_ts":{{{at.ToUnixTimeMilliseconds()}}},"payload":{"account_id":"a"{{{by}}},"object":{"uuid":"u","id":{{{guest.Key.Meeting.Id}}},"host_id":"h","topic":"t","type":2,"start_time":"2026-12-01T10:00:00Z","duration":60,"timezone":"UTC","registrant":{"id":"{{{guest.Key.RegistrantId}}}","first_name":"{{{guest.Name}}}","last_name":"Guest","email":"{{{guest.Email}}}"
            """) + more + "}}}");
    }
}
