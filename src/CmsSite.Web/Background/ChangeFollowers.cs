using CmsSite.Storage.Changes;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Background;

/// <summary>Runs every follower of the change log for as long as the process lives, from the moment the site is set up.</summary>
public sealed class ChangeFollowers(
    SiteState state, ChangeFollowing following, PostgresNotices notices, IEnumerable<IChangeFollower> followers, IOptions<CmsSiteOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BackgroundWork)
        {
            await state.WaitAsync(stoppingToken);
            await Task.WhenAll([notices.RunAsync(stoppingToken), .. followers.Select(follower => following.RunAsync(follower, stoppingToken))]);
        }
    }
}
