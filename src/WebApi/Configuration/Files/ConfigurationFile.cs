using System.Text;
using System.Text.Json;

namespace ZoomApprover.WebApi.Configuration.Files;

/// <summary>The configuration file as it was found. Comments, trailing commas and byte order marks are welcome.</summary>
internal sealed record ConfigurationFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static ConfigurationFile None { get; } = new();

    /// <summary>Flat keys as the configuration has them: <c>Zoom:ClientId</c>.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();
    public IReadOnlyList<ConfigurationFault> Faults { get; init; } = [];
    public bool IsUsable { get; init; } = true;
    public string? LegacyReplacement { get; init; }

    public static ConfigurationFile Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Unusable(path, new("(a folder)", "(una carpeta)"), new(
                "A file must stand here. Docker makes a folder when the file to mount is missing: remove the folder, create the file, start again.",
                "Aquí debe haber un archivo. Docker crea una carpeta cuando falta el archivo que se monta: borre la carpeta, cree el archivo y reinicie."));
        }

        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unusable(path, Words.Missing, new(
                "ZOOMAPPROVER_CONFIG names this file, but it is not there: create it from config/config.json.example or correct the variable.",
                "ZOOMAPPROVER_CONFIG nombra este archivo, pero no existe: créelo a partir de config/config.json.example o corrija la variable."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, new("(unreadable)", "(ilegible)"), new(
                $"The service's user ({Environment.UserName}) cannot read the file: {e.Message} Check its owner and mode.",
                $"El usuario del servicio ({Environment.UserName}) no puede leer el archivo: {e.Message} Revise su dueño y sus permisos."));
        }
    }

    internal static ConfigurationFile Parse(string path, byte[] bytes)
    {
        try
        {
            var text = Decode(bytes);
            if (string.IsNullOrWhiteSpace(text))
            {
                return Unusable(path, new("(empty)", "(vacío)"), new(
                    "The file is empty: copy config/config.json.example into it and fill it in.",
                    "El archivo está vacío: copie en él config/config.json.example y rellénelo."));
            }

            using var document = JsonDocument.Parse(text, Lenient);
            return Interpret(path, document.RootElement);
        }
        catch (DecoderFallbackException e)
        {
            return NotJson(path, 1 + bytes.Take(e.Index).Count(b => b == '\n'), new(
                "a letter there is not UTF-8. Save the file as UTF-8.", "allí hay una letra que no es UTF-8. Guarde el archivo como UTF-8."));
        }
        catch (InvalidOperationException) // only now, when the text is taken out
        {
            return HalfLetter(path);
        }
        catch (JsonException e) // its message can quote the file, secrets too
        {
            return NotJson(path, 1 + (e.LineNumber ?? 0), new(
                @"look on it and the line before for a missing or extra comma, quotation mark or brace; a backslash in a path is written \\.",
                @"busque en ella y en la anterior una coma, comilla o llave que falta o sobra; una barra invertida en una ruta se escribe \\."));
        }
    }

    private static ConfigurationFile HalfLetter(string path) => Unusable(path, new("(half a letter)", "(media letra)"), new(
        @"An escape such as \ud83d stands alone in the file: write the letter itself.",
        @"Un escape como \ud83d está solo en el archivo: escriba la letra misma."));

    private static ConfigurationFile Interpret(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return NotJson(path, 1, new("the file must begin with { and end with }.", "el archivo debe empezar con { y terminar con }."));
        }

        if (LegacyFile.IsLegacy(root))
        {
            var replacement = LegacyFile.Replacement(root);
            return Unusable(path, LegacyFile.Seen, LegacyFile.Mend(replacement)) with { LegacyReplacement = replacement };
        }

        var flat = new FlatJson();
        flat.Read(root);
        return new() { Values = flat.Values, Faults = flat.Faults };
    }

    private static ConfigurationFile NotJson(string path, long line, Words hint) => Unusable(
        path,
        new($"(not JSON, line {line})", $"(no es JSON, línea {line})"),
        new($"The file cannot be read at line {line}: {hint.English}", $"El archivo no se puede leer en la línea {line}: {hint.Spanish}"));

    private static ConfigurationFile Unusable(string path, Words seen, Words mend) =>
        new() { IsUsable = false, Faults = [new(path, seen, mend)] };

    private static string Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Strict(new UTF8Encoding(false, true), bytes, 3),
        [0xFF, 0xFE, ..] => Strict(new UnicodeEncoding(false, false, true), bytes, 2),
        [0xFE, 0xFF, ..] => Strict(new UnicodeEncoding(true, false, true), bytes, 2),
        _ => Strict(new UTF8Encoding(false, true), bytes, 0),
    };

    private static string Strict(Encoding encoding, byte[] bytes, int mark) => encoding.GetString(bytes, mark, bytes.Length - mark);
}
