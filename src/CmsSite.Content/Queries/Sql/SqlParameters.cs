using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Queries.Sql;

/// <summary>The values behind a query's <c>@names</c>, as the database takes them.</summary>
internal sealed partial class SqlParameters(IReadOnlyDictionary<string, object?> given, bool postgres)
{
    private readonly Dictionary<string, object?> _given = new(
        given.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(group => group.First()), StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, object? Value)> _bound = [];

    public IReadOnlyList<(string Name, object? Value)> Bound => _bound;

    /// <summary>Binds a parameter and returns its place holder; of a list, those of its values in parentheses.</summary>
    /// <param name="isCount">It stands behind LIMIT or OFFSET.</param>
    public string Bind(SqlToken token, bool isCount, string sql)
    {
        if (_given.GetValueOrDefault(token.Text) is not { } value)
        {
            if (token.Default is null && !_given.ContainsKey(token.Text))
            {
                throw SqlTokenizer.At($"The parameter @{token.Text} has no value, and the query names no default (@{token.Text}:'…')", sql, token.At);
            }

            return Bind(isCount ? Count(Literal(token.Default), token, sql) : Literal(token.Default));
        }

        if (value is IEnumerable list and not string)
        {
            var names = list.Cast<object?>().Select(element => Bind(Convert(element, null))).ToList();
            return names.Count == 0 ? "( NULL )" : $"( {string.Join(" , ", names)} )";
        }

        var converted = Convert(value, token.Default);
        return Bind(isCount ? Count(converted, token, sql) : converted);
    }

    /// <summary>Binds a string of the query itself.</summary>
    public string Bind(string text) => Bind(Moment(text));

    private string Bind(object? value)
    {
        // The same value has the same name: PostgreSQL sees then that two expressions are one.
        var at = _bound.FindIndex(bound => Equals(bound.Value, value));
        if (at < 0)
        {
            at = _bound.Count;
            _bound.Add(($"@p{at}", value));
        }

        return _bound[at].Name;
    }

    private object? Convert(object? value, SqlToken? defaultLiteral) => value switch
    {
        null => null,
        // What comes from an address is text; the default tells what it is meant to be.
        string text when defaultLiteral?.Kind == SqlTokenKind.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Number(number),
        string text when bool.TryParse(text, out var flag) && (defaultLiteral?.Is("true") == true || defaultLiteral?.Is("false") == true) => flag,
        string text => Moment(text),
        bool => value,
        decimal number => Number(number),
        double number => number,
        float number => (double)number,
        DateTimeOffset moment => moment.UtcDateTime,
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc),
        IConvertible number when value is int or long or short or byte or uint or sbyte or ushort => System.Convert.ToInt64(number, CultureInfo.InvariantCulture),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private object? Literal(SqlToken? token) => token switch
    {
        null => null,
        { Kind: SqlTokenKind.Number } => Number(decimal.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        { Kind: SqlTokenKind.Text } => Moment(token.Text),
        _ when token.Is("true") => true,
        _ when token.Is("false") => false,
        _ => null,
    };

    private static object Number(decimal number) => number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (object)(long)number : number;

    private static object Count(object? value, SqlToken token, string sql) => value switch
    {
        long count and >= 0 => count,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => count,
        _ => throw SqlTokenizer.At($"The parameter @{token.Text} must be a whole number, 0 or more; it is '{value}'", sql, token.At),
    };

    // SQLite compares dates as text, so one that is written another way must take the form that is stored.
    private object Moment(string text) =>
        !postgres && Iso().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment.UtcDateTime
            : text;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$")]
    private static partial Regex Iso();
}
