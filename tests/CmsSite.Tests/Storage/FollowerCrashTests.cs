using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Storage;

/// <summary>A follower in a process of its own, killed with SIGKILL again and again, ends where the site is: nothing skipped, nothing invented.</summary>
public class FollowerCrashTests
{
    private const int Subjects = 40;
    private const int Commits = 120;

    [SkippableTheory]
    [InlineData(DatabaseOptions.Sqlite, 17)]
    [InlineData(DatabaseOptions.Postgres, 18)]
    public async Task A_follower_that_is_killed_at_random_catches_up_with_everything(string provider, int seed)
    {
        await using var database = await StorageTestDatabase.CreateAsync(provider);
        var mirror = Directory.CreateTempSubdirectory("cmssite-follower-").FullName;
        var random = new Random(seed);
        var written = 0;
        var deaths = 0;
        try
        {
            bool dies;
            do
            {
                // The site goes on changing between the deaths.
                for (var i = 0; i < 20 && written < Commits; i++, written++)
                {
                    await ChangeSomethingAsync(database, random);
                }

                dies = written < Commits || deaths < 8;
                var exitCode = await RunFollowerAsync(database.Options, mirror, dieAfter: dies ? random.Next(1, 60) : int.MaxValue);
                deaths += exitCode == 0 ? 0 : 1;
                Assert.True(exitCode is 0 or 137, $"The follower ended with {exitCode}, neither done nor killed.");
            }
            while (dies);

            Assert.True(deaths >= 3, $"It was killed {deaths} times only: the test proves little.");
            await database.InSessionAsync(session =>
            {
                var site = session.Documents("Layer").ToDictionary(layer => layer.Key, layer => layer.Value.ToJsonString());
                var mirrored = Directory.GetFiles(mirror, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText);
                Assert.Equal(site.OrderBy(pair => pair.Key, StringComparer.Ordinal), mirrored.OrderBy(pair => pair.Key, StringComparer.Ordinal));
                Assert.Equal(session.Database.Changes.Max(change => change.Number), session.Database.Followers.Single(f => f.Name == MirrorFollower.FollowerName).Position);
                return Task.CompletedTask;
            });
        }
        finally
        {
            Directory.Delete(mirror, recursive: true);
        }
    }

    private static Task ChangeSomethingAsync(StorageTestDatabase database, Random random) => database.InSessionAsync(async session =>
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var subject = $"layer{random.Next(Subjects)}";
            if (random.Next(4) == 0)
            {
                await session.DeleteAsync("Layer", subject);
            }
            else
            {
                await session.PutAsync("Layer", subject, JsonValue.Create(random.Next())!);
            }
        }

        await session.CommitAsync();
    });

    private static async Task<int> RunFollowerAsync(DatabaseOptions options, string mirror, int dieAfter)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(FollowerCrashTests).Assembly.Location, TestProgram.FollowerCommand, options.Provider, options.ConnectionString, mirror, dieAfter.ToString(CultureInfo.InvariantCulture) },
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

/// <summary>Keeps one file for each document of kind Layer, and dies by SIGKILL after so many steps.</summary>
internal sealed class MirrorFollower(string folder, int dieAfter) : IChangeFollower
{
    public const string FollowerName = "mirror";
    private int _steps;

    public string Name => FollowerName;

    public bool IsDurable => true;

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        Step();
        foreach (var change in changes)
        {
            var file = Path.Combine(folder, change.Subject + ".json");
            if (change.After is null)
            {
                File.Delete(file);
            }
            else
            {
                await File.WriteAllTextAsync(file + ".part", change.After, cancellationToken);
                Step();
                File.Move(file + ".part", file, overwrite: true);
            }

            Step();
        }

        Step();
    }

    public static async Task RunAsync(string[] args)
    {
        await using var services = new ServiceCollection().AddStorage().AddLogging().BuildServiceProvider();
        services.GetRequiredService<SiteDatabase>().Use(new DatabaseOptions(args[0], args[1]));
        var follower = new MirrorFollower(args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        await services.GetRequiredService<ChangeFollowing>().CatchUpAsync(follower);
    }

    private void Step()
    {
        if (++_steps >= dieAfter)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
