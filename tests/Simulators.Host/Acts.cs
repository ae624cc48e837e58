using System.Text.Json;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Simulators.Host;

/// <summary>What is asked for; each act reads the fields it needs.</summary>
internal sealed record Act(
    SimKind Kind = SimKind.Meeting, long MeetingId = 0, string Email = "", string FirstName = "", string LastName = "", string Answer = "",
    string RegistrantId = "", string Status = "", string Tab = "", string[]? Headers = null, JsonElement[][]? Rows = null, string Key = "",
    string Header = "", JsonElement Value = default, int Row = 0);

/// <summary>A registration, and the delivery Zoom sends about it.</summary>
internal sealed record Registered(string RegistrantId, byte[] Delivery);

/// <summary>What can be asked for.</summary>
internal static class Acts
{
    private const string Question = "Código de invitación";

    public static object Perform(Stage stage, string path, Act act)
    {
        switch (path)
        {
            case "/meeting":
                stage.AddMeeting(act.Kind, act.MeetingId);
                break;
            case "/register":
                var registrant = stage.Zoom.Register(act.MeetingId, act.Email, act.FirstName, act.LastName, new SimAnswer(Question, act.Answer));
                return new Registered(registrant.Id, ZoomSender.RegistrationCreated(stage.Meeting(act.MeetingId), registrant));
            case "/decide":
                stage.Zoom.SetStatus(act.MeetingId, act.RegistrantId, act.Status);
                break;
            case "/tab":
                stage.Tab = stage.Sheets.AddSpreadsheet("sheet-1").AddTab(act.Tab, 77, act.Headers!);
                stage.Tab.KeyHeader = act.Key;
                break;
            case "/rows":
                foreach (var row in act.Rows!)
                    stage.Tab!.AppendRow([.. row.Select(Plain)]);
                break;
            case "/cell":
                stage.Tab!.SetCell(act.Key, act.Header, Plain(act.Value));
                break;
            case "/insert":
                stage.Tab!.InsertRow(act.Row);
                break;
            case "/sort":
                stage.Tab!.SortBy(act.Header);
                break;
            case "/all":
                stage.Tab!.NoteAll();
                break;
            case "/unexpected":
                return stage.Zoom.UnexpectedCalls.Concat(stage.Sheets.UnexpectedCalls).ToArray();
            default:
                throw new ArgumentException($"No such act: {path}");
        }

        return new { };
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => null,
    };
}
