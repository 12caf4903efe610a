using System.Globalization;
using System.Text;

namespace CmsSite.Search.Evaluation;

/// <summary>A collection of texts and questions of which people have said which text answers which question how well.</summary>
/// <param name="Questions">In the order of their file.</param>
/// <param name="Gains">For each question, by the id of a text: what finding it is worth, from 4 (answers it completely) to 1 (of some interest). Texts that are worth nothing are left out.</param>
public sealed record TestCollection(IReadOnlyList<TestText> Texts, IReadOnlyList<string> Questions, IReadOnlyList<IReadOnlyDictionary<string, int>> Gains);

public sealed record TestText(string Id, string Title, string Body);

/// <summary>
/// Reads the three files of the Cranfield collection: <c>cran.all.1400</c> (abstracts), <c>cran.qry</c> (questions) and <c>cranqrel</c> (judgements). Judgements name a question by its place in
/// the file of questions, from 1, not by the number behind its <c>.I</c>.
/// </summary>
public static class CranfieldFiles
{
    public const string Texts = "cran.all.1400";
    public const string Questions = "cran.qry";
    public const string Judgements = "cranqrel";

    /// <exception cref="FormatException">A file is not what it should be; the message says which, and where.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static TestCollection Read(string folder)
    {
        var texts = Records(Path.Combine(folder, Texts), "ATBW").Select(record => new TestText(record.Id, record.Of('T'), record.Of('W'))).ToList();
        var questions = Records(Path.Combine(folder, Questions), "W").Select(record => record.Of('W')).ToList();
        var gains = questions.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToList();
        var known = texts.Select(text => text.Id).ToHashSet(StringComparer.Ordinal);
        var (path, number) = (Path.Combine(folder, Judgements), 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            if (parts.Length != 3 || !TryNumber(parts[0], out var question) || !TryNumber(parts[1], out var text) || !TryNumber(parts[2], out var code))
            {
                throw new FormatException($"{path}, line {number}: three numbers are expected, a question, a text and a code.");
            }

            if (question < 1 || question > questions.Count)
            {
                throw new FormatException($"{path}, line {number}: there is no question {question}; {Questions} has {questions.Count}.");
            }

            var id = text.ToString(CultureInfo.InvariantCulture);
            if (!known.Contains(id))
            {
                throw new FormatException($"{path}, line {number}: there is no text {id} in {Texts}.");
            }

            if (GainOf(code) is > 0 and var gain)
            {
                gains[question - 1][id] = gain;
            }
        }

        return new TestCollection(texts, questions, gains);
    }

    // 1 answers completely, 4 is of little interest, 5 of none. What is marked -1, one text for each question, is worth what is worth least.
    private static int GainOf(int code) => code switch
    {
        -1 => 1,
        >= 1 and <= 4 => 5 - code,
        _ => 0,
    };

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    // A record begins with ".I number"; a line of a dot and a letter begins a part of it. Texts can begin with a dot too: only letters that the file has are parts.
    private static IEnumerable<Record> Records(string path, string parts)
    {
        Record? record = null;
        StringBuilder? part = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith(".I ", StringComparison.Ordinal))
            {
                if (record is not null)
                {
                    yield return record;
                }

                if (!TryNumber(line[3..].Trim(), out var id))
                {
                    throw new FormatException($"{path}, line {number}: a number is expected behind .I.");
                }

                (record, part) = (new Record(id.ToString(CultureInfo.InvariantCulture)), null);
            }
            else if (line.TrimEnd() is ['.', var letter] && parts.Contains(letter, StringComparison.Ordinal))
            {
                part = (record ?? throw new FormatException($"{path}, line {number}: the file does not begin with .I.")).Parts[letter] = new StringBuilder();
            }
            else if (part is not null)
            {
                part.Append(part.Length > 0 ? " " : "").Append(line.Trim());
            }
            else if (line.Trim().Length > 0)
            {
                throw new FormatException($"{path}, line {number}: this line belongs to nothing; one of {string.Join(", ", parts.Select(known => $".{known}"))} is expected before it.");
            }
        }

        if (record is not null)
        {
            yield return record;
        }
    }

    private sealed record Record(string Id)
    {
        public Dictionary<char, StringBuilder> Parts { get; } = [];

        public string Of(char part) => Parts.GetValueOrDefault(part)?.ToString() ?? "";
    }
}
