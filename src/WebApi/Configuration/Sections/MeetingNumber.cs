using System.Globalization;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>Zoom's meeting number, also as its pages show it: <c>864 1234 5678</c> or <c>864-1234-5678</c>.</summary>
internal static class MeetingNumber
{
    public static bool TryRead(string text, out long id) =>
        long.TryParse(NormalForm.Of(text), NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
