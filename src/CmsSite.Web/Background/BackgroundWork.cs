using CmsSite.Comments;
using CmsSite.Content.AuditTrail;
using CmsSite.Content.Links;
using CmsSite.Content.RecycleBin;
using CmsSite.Content.Scheduling;
using CmsSite.Search.Statistics;
using CmsSite.Storage.Changes;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Background;

/// <summary>
/// Runs every follower of the change log, and what is published or archived by itself, for as long as the process lives, from the moment the site is set up. What remembers where it
/// was begins a little later: its first queries would be compiled while the first visitor waits for a page.
/// </summary>
public sealed class BackgroundWork(
    SiteState state, ChangeFollowing following, PostgresNotices notices, IEnumerable<IChangeFollower> followers, ContentSchedule schedule,
    RecycleBinCleaning recycleBin, AuditTrailTrimming trimming, CommentNetworkCleaning commentNetworks, SearchCounting searches, ExternalLinkChecking links, IOptions<CmsSiteOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BackgroundWork)
        {
            await state.WaitAsync(stoppingToken);
            var (late, early) = (followers.Where(IsRemembered).ToList(), followers.Where(follower => !IsRemembered(follower)));
            await Task.WhenAll(
            [
                notices.RunAsync(stoppingToken),
                .. early.Select(follower => following.RunAsync(follower, stoppingToken)),
                RunLateAsync(late, stoppingToken),
            ]);
        }
    }

    // What is only in memory hears of commits from now on, and must not miss one.
    private static bool IsRemembered(IChangeFollower follower) => follower.IsDurable || follower is IPositionedFollower;

    private async Task RunLateAsync(IEnumerable<IChangeFollower> late, CancellationToken stoppingToken)
    {
        // A process that ends meanwhile runs them all the same: some have something to write at the end.
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(options.Value.BackgroundDelaySeconds), clock, stoppingToken));
        await Task.WhenAll(
        [
            schedule.RunAsync(stoppingToken), recycleBin.RunAsync(stoppingToken), trimming.RunAsync(stoppingToken), commentNetworks.RunAsync(stoppingToken), searches.RunAsync(stoppingToken),
            links.RunAsync(stoppingToken),
            .. late.Select(follower => following.RunAsync(follower, stoppingToken)),
        ]);
    }
}
