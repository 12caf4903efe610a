using System.CommandLine;

namespace CmsSite.Web.CommandLine;

/// <summary>
/// The program's verbs. Without one it serves the site. What begins with <c>--</c> and has a colon in its name
/// (<c>--CmsSite:AppData=/data</c>) is configuration, with or without a verb.
/// </summary>
public sealed class SiteCommandLine
{
    private const int UsageError = 2;
    private readonly CommandSite _site = new();
    private readonly ParseResult? _parsed;

    private SiteCommandLine(string[] args)
    {
        IsServe = args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version"));
        if (IsServe)
        {
            HostArguments = args;
            return;
        }

        (HostArguments, var verb) = Split(args);
        _parsed = Root().Parse(verb);
    }

    /// <summary>No verb: the site is to be served.</summary>
    public bool IsServe { get; }

    /// <summary>Help, or a mistake in the options: nothing of the site is needed to answer.</summary>
    public bool IsAnswered => _parsed is { } parsed && (parsed.Errors.Count > 0 || parsed.Action is null or System.CommandLine.Help.HelpAction || parsed.CommandResult.Command is RootCommand);

    /// <summary>What configuration reads.</summary>
    public string[] HostArguments { get; }

    public static SiteCommandLine Parse(string[] args) => new(args);

    /// <returns>The exit code: 0 done, 1 refused or failed, 2 wrong usage.</returns>
    public async Task<int> RunAsync(WebApplication app)
    {
        await using (app)
        {
            return await RunAsync(app.Services);
        }
    }

    /// <inheritdoc cref="RunAsync(WebApplication)"/>
    /// <param name="services">The composed application; not needed when <see cref="IsAnswered"/>.</param>
    public async Task<int> RunAsync(IServiceProvider? services = null, InvocationConfiguration? output = null)
    {
        _site.Services = services;
        output ??= new InvocationConfiguration();
        output.EnableDefaultExceptionHandler = false;
        output.ProcessTerminationTimeout = TimeSpan.FromSeconds(10);
        var code = await _parsed!.InvokeAsync(output);
        return _parsed.Errors.Count > 0 ? UsageError : code;
    }

    private RootCommand Root() => new("CmsSite: a CMS for news and blogs. Without a verb it serves the site, at http://localhost:5000 unless --urls says otherwise.")
    {
        SetupCommand.Create(_site),
        RecipesCommand.Create(_site),
        UsersCommand.Create(_site),
        SearchCommand.Create(_site),
        CommentsCommand.Create(_site),
    };

    private static (string[] Configuration, string[] Verb) Split(string[] args)
    {
        var configuration = new List<string>();
        var verb = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var key = args[i].Split('=')[0];
            if (!key.StartsWith("--", StringComparison.Ordinal) || !key.Contains(':', StringComparison.Ordinal))
            {
                verb.Add(args[i]);
                continue;
            }

            configuration.Add(args[i]);
            if (key == args[i] && i + 1 < args.Length)
            {
                configuration.Add(args[++i]);
            }
        }

        return ([.. configuration], [.. verb]);
    }
}
