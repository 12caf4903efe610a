namespace CmsSite.Search.Evaluation;

/// <summary>How good an order of results is: normalised discounted cumulative gain. 1 is the best order that there is, 0 finds nothing.</summary>
public static class Ndcg
{
    /// <param name="found">Ids of texts as they were found, the first one first.</param>
    /// <param name="gains">What each text is worth; others are worth nothing. A gain counts as it is, divided by the binary logarithm of its place + 1.</param>
    /// <param name="most">How many results are looked at.</param>
    /// <returns>0 when nothing is worth anything.</returns>
    public static double At(int most, IReadOnlyList<string> found, IReadOnlyDictionary<string, int> gains)
    {
        var best = Sum(gains.Values.OrderDescending().Take(most));
        return best == 0 ? 0 : Sum(found.Distinct(StringComparer.Ordinal).Take(most).Select(id => gains.GetValueOrDefault(id))) / best;
    }

    private static double Sum(IEnumerable<int> gains) => gains.Select((gain, place) => gain / Math.Log2(place + 2)).Sum();
}
