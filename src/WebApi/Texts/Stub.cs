using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
namespace ZoomApprover.WebApi.Texts;
internal static class Sentences
{
    public static string Reason(WaitingReason r, CultureInfo c) => r.ToString() + c.Name;
    public static string Problem(Problem r, CultureInfo c) => r.Kind.ToString() + c.Name + string.Join("|", r.Details);
    public static string History(HistoryEvent r, CultureInfo c) => r.ToString() + c.Name;
    public static string Answer(string r, CultureInfo c) => r + c.Name;
}
internal static class Languages { public static CultureInfo Of(HttpRequest r) { _ = r; return CultureInfo.InvariantCulture; } }
