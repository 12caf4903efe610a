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

/// <summary>Runs every follower of the change log, and what is published or archived by itself, for as long as the process lives, from the moment the site is set up.</summary>
public sealed class BackgroundWork(
    SiteState state, ChangeFollowing following, PostgresNotices notices, IEnumerable<IChangeFollower> followers, ContentSchedule schedule,
    RecycleBinCleaning recycleBin, AuditTrailTrimming trimming, CommentNetworkCleaning commentNetworks, SearchCounting searches, ExternalLinkChecking links, IOptions<CmsSiteOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BackgroundWork)
        {
            await state.WaitAsync(stoppingToken);
            await Task.WhenAll(
            [
                notices.RunAsync(stoppingToken), schedule.RunAsync(stoppingToken), recycleBin.RunAsync(stoppingToken), trimming.RunAsync(stoppingToken), commentNetworks.RunAsync(stoppingToken), searches.RunAsync(stoppingToken),
                links.RunAsync(stoppingToken),
                .. followers.Select(follower => following.RunAsync(follower, stoppingToken)),
            ]);
        }
    }
}
