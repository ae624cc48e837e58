using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>A set of texts by its name, or texts of one's own.</summary>
internal static class StatusTextsSection
{
    private const string Key = "StatusTexts";
    private const int Longest = 50;

    private enum Shipped
    {
        Script,
        English,
        Spanish,
    }

    public static StatusTexts Read(Section list)
    {
        var shipped = (list.Choice<Shipped>(Key) ?? Shipped.Script) switch
        {
            Shipped.English => StatusTexts.English,
            Shipped.Spanish => StatusTexts.Spanish,
            Shipped.Script => StatusTexts.Script,
            var other => throw new ArgumentOutOfRangeException(nameof(list), other, "Not a set of texts."),
        };
        var texts = new StatusTexts(Own(list, "Pending") ?? shipped.Pending, Own(list, "Registered") ?? shipped.Registered);
        if (texts.Pending == texts.Registered)
        {
            list.Fault(Key + ":Registered", list.Log.Shown(texts.Registered), new(
                $"Write another text than that of {Key}:Pending: the two say different things.",
                $"Escriba otro texto que el de {Key}:Pending: dicen cosas distintas."));
        }

        return texts;
    }

    private static string? Own(Section list, string which)
    {
        if (list.Text($"{Key}:{which}") is not { } text)
        {
            return null;
        }

        // a spreadsheet takes these for a formula, and an empty check box for FALSE
        if (text.Length > Longest || MarkRule.SafeText(text) != text || text.Any(char.IsControl)
            || text.Equals("FALSE", StringComparison.OrdinalIgnoreCase) || text.Equals("FALSO", StringComparison.OrdinalIgnoreCase))
        {
            list.Fault($"{Key}:{which}", list.Log.Shown(text), new(
                $"Write 1 to {Longest} characters that do not begin with = + - or @, and not FALSE.",
                $"Escriba de 1 a {Longest} caracteres que no empiecen por = + - o @, y no FALSO."));
        }

        return text;
    }
}
