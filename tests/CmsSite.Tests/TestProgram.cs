using CmsSite.Tests.Storage;

namespace CmsSite.Tests;

/// <summary>What the tests start as processes of their own, to kill them.</summary>
internal static class TestProgram
{
    public const string FollowerCommand = "follower";

    public static Task Main(string[] args) => args is [FollowerCommand, .. var rest]
        ? MirrorFollower.RunAsync(rest)
        : Console.Error.WriteLineAsync("Run the tests with: dotnet test");
}
