namespace CmsSite.Comments.Spam;

/// <summary>
/// Words of the trades that live by advertising under what others write, as comments everywhere have them: what a filter can know before anybody has taught it. One of them says little, since readers
/// speak of loans and casinos too; several together, and a link, say much. A word that ends with an asterisk stands for all that begin so.
/// </summary>
internal static class SpamTrades
{
    // As PhraseMatcher folds words: small letters, no accents. Games, medicine, money, rank, goods, company, coins, magic, papers, schools, copies.
    private static readonly string[] _trades =
    [
        "casino*", "kasino*", "kasyno*", "казино", "slot", "slots", "jackpot*", "poker", "roulette", "betting", "sportsbook*", "bookmaker*", "freispiel*", "spins", "bahis*", "iddaa", "gacor", "judi", "togel", "maxwin", "apuestas", "tragaperras", "scommesse", "apostas", "gokken", "ставки",
        "viagra", "cialis", "levitra", "sildenafil*", "tadalafil*", "kamagra", "tramadol", "xanax", "valium", "ambien", "modafinil", "rezeptfrei*", "ordonnance", "steroid*", "pills", "cbd", "kratom", "gummies", "keto", "виагра", "herpes", "herbal*",
        "loan*", "lender*", "payday", "collateral", "kredit*", "schufa*", "darlehen*", "credito*", "prestamo*", "prestit*", "emprestim*", "pozyczk*", "lenen", "lening*", "займ*", "кредит*", "kredi",
        "seo", "backlink*", "dofollow", "smm", "serp", "rankings", "followers", "seguidores", "подписчик*", "продвижение", "webdesign",
        "replica*", "replika*", "rolex", "outlet*", "vuitton", "gucci", "handbag*", "sunglasses", "sneakers", "locksmith*", "plumber*", "movers", "roofing", "solar",
        "escort*", "callgirl*", "webcam*", "porn*", "xxx", "sexy", "nude*", "hookup*", "dating", "rencontre*", "проститутк*", "singles",
        "bitcoin*", "btc", "usdt", "crypto*", "forex", "airdrop*", "trading", "broker*", "investor*", "trader*",
        "spell*", "caster*", "marabout*", "voyant*", "vidente*", "amarres", "hacker*", "psychic*",
        "diplom", "диплом*", "passports", "ielts", "fuhrerschein*", "essay*", "plagiarism", "dissertation*", "assignments", "homework",
        "iptv", "crack", "keygen*", "torrent*", "robux", "generator",
    ];

    private static readonly string[] _sales =
    [
        "bonus*", "бонус*", "discount*", "coupon*", "promo*", "rabatt*", "cheap*", "cheapest", "guaranteed", "garantie*", "garanti*", "free", "gratis", "kostenlos*", "бесплатно", "earn*", "income", "profit*", "заработ*", "withdrawal*", "payout*", "deposit*", "einzahlung*",
        "subscribe", "buy", "kaufen", "acheter", "comprar", "купить", "order", "apply", "offer*", "wholesale", "prices", "quote", "affordable", "bestellen", "winner", "claim", "prize*", "limited", "unlimited", "instant*", "approved", "approval", "overnight", "discreet*", "shipping", "verdienen", "gagnez", "gana",
    ];

    private static readonly Words _tradeWords = new(_trades);
    private static readonly Words _salesWords = new(_sales);

    /// <summary>The words of trades, and of selling, that are in a text; each once.</summary>
    public static (IReadOnlyList<string> Trades, IReadOnlyList<string> Sales) In(string folded)
    {
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return ([.. words.Where(_tradeWords.Has)], [.. words.Where(_salesWords.Has)]);
    }

    private sealed class Words(string[] words)
    {
        private const int Shortest = 4;
        private readonly HashSet<string> _whole = [.. words.Where(word => word[^1] != '*')];
        private readonly HashSet<string> _beginnings = [.. words.Where(word => word[^1] == '*').Select(word => word[..^1])];

        public bool Has(string word)
        {
            var beginnings = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var length = Shortest; length <= word.Length; length++)
            {
                if (beginnings.Contains(word.AsSpan(0, length)))
                {
                    return true;
                }
            }

            return _whole.Contains(word);
        }
    }
}
