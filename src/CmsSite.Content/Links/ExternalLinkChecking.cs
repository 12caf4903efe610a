using System.Collections.Concurrent;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Links;

/// <summary>
/// Asks other sites once a week whether what published items link to is still there, where the site wants that. In rounds: of each host at most one address, a pause after each, and one node at a time.
/// What was answered is in the database, and <see cref="LinkAnswer"/> says what follows from it.
/// </summary>
public sealed class ExternalLinkChecking(IServiceScopeFactory scopes, SiteDatabase site, LinkProbe probe, TimeProvider clock, ILogger<ExternalLinkChecking> logger)
{
    private const int RowsAtOnce = 1000;
    private const int Looked = 200; // due addresses among which a round looks for different hosts
    private const int MostHosts = 20;
    private const int AtOnce = 4;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _whenNothingIsDue = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestRound = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _untilAskedAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _untilReadAnew = TimeSpan.FromDays(7);

    private long _readTo;
    private DateTime _readAnewUtc;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = _whenNothingIsDue;
            try
            {
                if (site.Options is not null && await CheckAsync(cancellationToken) > 0)
                {
                    wait = _pause;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Links to other sites could not be checked; trying again in {Minutes} min.", wait.TotalMinutes);
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>One round: takes up new links, and asks some of the addresses that are due. Returns how many; none while another node is at it, or where the site wants none of this.</summary>
    public async Task<int> CheckAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        var settings = scope.ServiceProvider.GetRequiredService<SiteSettings>();
        if (!settings.Get<ExternalLinkSettings>().Enabled)
        {
            await ForgetAsync(scope.ServiceProvider, cancellationToken);
            return 0;
        }

        await TakeUpAsync(database, cancellationToken);
        if (!await TakeTurnAsync(database, cancellationToken))
        {
            return 0;
        }

        var due = await DueAsync(database, cancellationToken);
        var answers = new ConcurrentDictionary<string, LinkAnswer>();
        var userAgent = UserAgent(settings);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (address, token) =>
            answers[address] = IsOwn(address, settings) ? LinkAnswer.Of(200) : await probe.AskAsync(new Uri(address), userAgent, token));
        foreach (var (address, answer) in answers)
        {
            await ChangeAsync(scope.ServiceProvider, address, check => answer.NoteIn(check, clock.GetUtcNow().UtcDateTime), cancellationToken);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await database.LinkChecks.Where(check => check.Address == LinkCheck.Turn).ExecuteUpdateAsync(update => update.SetProperty(check => check.NextUtc, now), cancellationToken);
        return due.Count;
    }

    /// <summary>Asks one address now, unless that was done a moment ago; null when the site does not ask, or does not know the address.</summary>
    public async Task<LinkCheck?> CheckNowAsync(string address, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var settings = scope.ServiceProvider.GetRequiredService<SiteSettings>();
        var check = await scope.ServiceProvider.GetRequiredService<CmsDbContext>().LinkChecks.AsNoTracking().FirstOrDefaultAsync(check => check.Address == address, cancellationToken);
        if (address == LinkCheck.Turn || check is null || !settings.Get<ExternalLinkSettings>().Enabled || check.AskedUtc > clock.GetUtcNow().UtcDateTime - _untilAskedAgain)
        {
            return address == LinkCheck.Turn || !settings.Get<ExternalLinkSettings>().Enabled ? null : check;
        }

        var answer = await probe.AskAsync(new Uri(address), UserAgent(settings), cancellationToken);
        return await ChangeAsync(scope.ServiceProvider, address, row => answer.NoteIn(row, clock.GetUtcNow().UtcDateTime), cancellationToken);
    }

    /// <summary>Reports an address no more for as long as it answers as it does now.</summary>
    public async Task AcceptAsync(string address, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await ChangeAsync(scope.ServiceProvider, address, check => (check.Accepted, check.IsBroken) = (check.Answer, false), cancellationToken);
    }

    // What was written since the last round, by the rows that came with it; after a start, and once a week, from the beginning: rows of two nodes may be committed in another order than they were numbered.
    private async Task TakeUpAsync(CmsDbContext database, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - _readAnewUtc > _untilReadAnew)
        {
            (_readTo, _readAnewUtc) = (0, now);
        }

        while (true)
        {
            var from = _readTo;
            if (await database.Links.Where(link => link.Id > from).OrderBy(link => link.Id).Take(RowsAtOnce).MaxAsync(link => (long?)link.Id, cancellationToken) is not { } to)
            {
                return;
            }

            await database.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "LinkCheck" ("Address", "NextUtc", "Failures", "IsBroken")
                SELECT DISTINCT link."Path", {now}, 0, {false} FROM "LinkIndex" link JOIN "ContentItem" item ON item."Id" = link."DocumentId"
                WHERE link."Id" > {from} AND link."Id" <= {to} AND item."Published" AND (link."Path" LIKE 'http://%' OR link."Path" LIKE 'https://%')
                ON CONFLICT ("Address") DO NOTHING
                """, cancellationToken);
            _readTo = to;
        }
    }

    // One row, changed in one statement: of two nodes one finds it as it was. A node that dies in a round holds up the others for as long as a round may take.
    private async Task<bool> TakeTurnAsync(CmsDbContext database, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await database.Database.ExecuteSqlAsync(
            $"""INSERT INTO "LinkCheck" ("Address", "NextUtc", "Failures", "IsBroken") VALUES ({LinkCheck.Turn}, {now}, 0, {false}) ON CONFLICT ("Address") DO NOTHING""", cancellationToken);
        return await database.LinkChecks.Where(check => check.Address == LinkCheck.Turn && check.NextUtc <= now)
            .ExecuteUpdateAsync(update => update.SetProperty(check => check.NextUtc, now + _longestRound), cancellationToken) == 1;
    }

    private async Task<List<string>> DueAsync(CmsDbContext database, CancellationToken cancellationToken)
    {
        var (now, yes) = (clock.GetUtcNow().UtcDateTime, true);
        var due = await database.LinkChecks.Where(check => check.NextUtc <= now && check.Address != LinkCheck.Turn).OrderBy(check => check.NextUtc).Select(check => check.Address).Take(Looked).ToListAsync(cancellationToken);
        List<string> chosen = [.. due.DistinctBy(address => new Uri(address).IdnHost).Take(MostHosts)];
        var used = (await database.Links.Where(link => chosen.Contains(link.Path!)).Join(database.ContentItems.Where(item => item.Published == yes), link => link.DocumentId, item => item.Id, (link, _) => link.Path!)
            .Distinct().ToListAsync(cancellationToken)).ToHashSet();
        List<string> unused = [.. chosen.Where(address => !used.Contains(address))];
        if (unused.Count > 0)
        {
            await database.LinkChecks.Where(check => unused.Contains(check.Address)).ExecuteDeleteAsync(cancellationToken);
        }

        return [.. chosen.Where(used.Contains)];
    }

    // Read again where nobody else writes: meanwhile somebody may have said something about it.
    private static async Task<LinkCheck?> ChangeAsync(IServiceProvider services, string address, Action<LinkCheck> change, CancellationToken cancellationToken)
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.BeginAsync(cancellationToken);
        if (await session.Database.LinkChecks.FirstOrDefaultAsync(check => check.Address == address, cancellationToken) is not { } check)
        {
            await session.RollbackAsync(cancellationToken);
            return null;
        }

        change(check);
        var isBroken = check.IsBroken;
        await session.Database.Links.Where(link => link.Path == address && link.IsBroken != isBroken).ExecuteUpdateAsync(update => update.SetProperty(link => link.IsBroken, isBroken), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return check;
    }

    // Where nobody asks any more, nothing is known.
    private static async Task ForgetAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (session, yes) = (services.GetRequiredService<SiteSession>(), true);
        if (!await session.Database.LinkChecks.AnyAsync(cancellationToken))
        {
            return;
        }

        await session.BeginAsync(cancellationToken);
        var broken = session.Database.LinkChecks.Where(check => check.IsBroken == yes).Select(check => check.Address);
        await session.Database.Links.Where(link => link.IsBroken == yes && broken.Contains(link.Path!)).ExecuteUpdateAsync(update => update.SetProperty(link => link.IsBroken, false), cancellationToken);
        await session.Database.LinkChecks.ExecuteDeleteAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static bool IsOwn(string address, SiteSettings settings) => Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var own) && own.IdnHost == new Uri(address).IdnHost;

    private static string UserAgent(SiteSettings settings) =>
        $"CmsSite link check ({(settings.BaseUrl is { Length: > 0 } url ? "+" + url : new string([.. settings.SiteName.Where(letter => char.IsAscii(letter) && !char.IsControl(letter) && letter is not ('(' or ')'))]))})";
}
