using System.Globalization;
using System.Text;
using CsvHelper;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Csv;

/// <summary>Reads the rows of a CSV file: comma or semicolon, UTF-8 or Windows-1252, rows numbered as a spreadsheet shows them.</summary>
internal static class CsvFile
{
    // What is wrong with the file: the third detail of ListFileUnreadable.
    public const string Changing = "changes while it is read";
    public const string IsFolder = "is a folder";
    private const string AccessDenied = "access denied";
    private const string TooBig = "bigger than 512 MiB";
    private const string Quotes = "a quotation mark is not closed or not doubled";
    private const string ReadFailed = "cannot be read";

    private const long LargestFile = 512L * 1024 * 1024;
    private const int LargestRow = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Stream Open(string path) => new FileStream(path, new FileStreamOptions
    {
        Share = FileShare.ReadWrite | FileShare.Delete, // a person may be editing it
        Options = FileOptions.SequentialScan,
    });

    /// <param name="trim">Without the spaces around a field.</param>
    /// <exception cref="ListUnavailableException">Says in which line, where that is known.</exception>
    public static IReadOnlyList<IReadOnlyList<Cell>> Read(string path, Func<string, Stream> open, CancellationToken cancellationToken, bool trim = true)
    {
        try
        {
            using var file = open(path);
            if (file.Length > LargestFile)
            {
                throw Unreadable(path, TooBig);
            }

            try
            {
                return Parse(file, Utf8, trim, cancellationToken);
            }
            catch (DecoderFallbackException)
            {
                file.Position = 0; // saved by an old Excel: every byte is a character of Windows-1252
                return Parse(file, Windows1252, trim, cancellationToken);
            }
        }
        catch (CsvFormatException failure)
        {
            throw Unreadable(path, Quotes, failure.LineNumber); // without the cause: its words may hold a row
        }
        catch (FileNotFoundException)
        {
            throw new ListUnavailableException(new Problem(ProblemKind.ListFileMissing, path));
        }
        catch (DirectoryNotFoundException)
        {
            throw new ListUnavailableException(new Problem(ProblemKind.ListFileMissing, path));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Unreadable(path, AccessDenied, cause: failure);
        }
        catch (IOException failure)
        {
            throw Unreadable(path, ReadFailed, cause: failure);
        }
    }

    public static ListUnavailableException Unreadable(string path, string why, long line = 0, Exception? cause = null) =>
        new(new Problem(ProblemKind.ListFileUnreadable, path, line > 0 ? line.ToString(CultureInfo.InvariantCulture) : "", why), cause: cause);

    private static List<IReadOnlyList<Cell>> Parse(Stream file, Encoding encoding, bool trim, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false, // the separator is found by looking at the first lines
            SkipEmptyLines = false, // or the rows below would have other numbers than a person sees
            TrimWhitespace = trim, // a quotation mark after ", " opens a field
            MalformedData = CsvMalformedDataHandling.Throw, // an open quote would swallow every row below
            MaxRecordSize = LargestRow,
            TrackLineNumbers = true,
            PoolStrings = true, // sessions and marks repeat in a list that is kept whole
        }, leaveOpen: true);

        var rows = new List<IReadOnlyList<Cell>>();
        while (csv.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(Row(csv));
        }

        return rows;
    }

    private static Cell[] Row(CsvReader csv)
    {
        var width = csv.FieldCount;
        while (width > 0 && csv.GetString(width - 1).Length == 0)
        {
            width--; // ragged, as a sheet's rows are: a blank row is an empty one
        }

        if (width == 0)
        {
            return [];
        }

        var cells = new Cell[width];
        for (var column = 0; column < width; column++)
        {
            cells[column] = csv.GetString(column) is { Length: > 0 } text ? Cell.Of(text) : Cell.Empty;
        }

        return cells;
    }
}
