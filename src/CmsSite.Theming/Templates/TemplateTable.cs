using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Templates;

/// <summary>
/// Finds the template of a name: the database's before the theme's before the ones that come with this library. Behind each stand those that it hides, and its own earlier version,
/// for the day that it fails.
/// </summary>
public sealed class TemplateTable(SiteSession session, ThemeFiles files, BuiltInTemplates builtIn, LiquidEngine engine, ILogger<TemplateTable> log) : IShapeTemplates
{
    private const string MemoryKind = "templates";
    private readonly Dictionary<string, IShapeTemplate?> _own = new(StringComparer.OrdinalIgnoreCase);
    private ConcurrentDictionary<string, LiquidShapeTemplate?>? _shared;

    /// <summary>Set when the dashboard's own pages are rendered with Liquid: then its templates (kind <c>AdminTemplate</c>) count, and the site's do not.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>From now on the name has this Liquid in this scope, and nowhere else: somebody looks at it before it is saved. The site's earlier versions do not take its place when it fails.</summary>
    public void Try(string bindingName, string content) => _own[bindingName] = Make(bindingName, new TemplateSource($"Templates/{bindingName} (not saved)", content), () => Task.FromResult<IReadOnlyList<TemplateSource>>([]));

    public IShapeTemplate? Find(string bindingName)
    {
        if (_own.TryGetValue(bindingName, out var template))
        {
            return template;
        }

        // Files are looked at once for all pages until something changes; what the database holds knows its history through the page's own session.
        _shared ??= Shared();
        if (!_shared.TryGetValue(bindingName, out var shared))
        {
            if (MakeStored(bindingName) is { } stored)
            {
                return _own[bindingName] = stored;
            }

            shared = Make(bindingName, null, null);
            if (!session.IsWriting)
            {
                _shared[bindingName] = shared;
            }
        }

        return _own[bindingName] = shared;
    }

    private LiquidShapeTemplate? MakeStored(string bindingName)
    {
        var kind = IsAdmin ? SiteDocumentKinds.AdminTemplate : SiteDocumentKinds.Template;
        return session.Project(kind, documents => new StoredTemplates(kind, documents)).Find(bindingName) is { } stored
            ? Make(bindingName, stored, () => stored.EarlierAsync(() => StoredHistory.FindAsync(session, kind, bindingName, engine)))
            : null;
    }

    private ConcurrentDictionary<string, LiquidShapeTemplate?> Shared()
    {
        var memory = session.Memory;
        var key = $"{files.Version} {IsAdmin}";
        if (memory is null || !memory.TryGet<ConcurrentDictionary<string, LiquidShapeTemplate?>>(MemoryKind, key, out var known))
        {
            known = new(StringComparer.OrdinalIgnoreCase);
            memory?.Add(MemoryKind, key, known, 100_000);
        }

        return known!;
    }

    private LiquidShapeTemplate? Make(string bindingName, TemplateSource? stored, Func<Task<IReadOnlyList<TemplateSource>>>? earlier)
    {
        var file = files.Find(bindingName);
        var view = ThemeFiles.FindBuiltIn(bindingName);
        var code = builtIn.Find(bindingName);
        return stored is null && file is null && view is null && code is null
            ? null
            : new LiquidShapeTemplate(new TemplateChain(stored, earlier, file, view, code), engine, log);
    }

    private sealed class StoredTemplates(string kind, IReadOnlyDictionary<string, JsonNode> documents)
    {
        private readonly FrozenDictionary<string, TemplateSource> _sources = documents
            .Where(document => document.Value["Content"].AsText() is not null)
            .ToFrozenDictionary(document => document.Key, document => new TemplateSource($"{kind}s/{document.Key}", document.Value["Content"].AsText()!), StringComparer.OrdinalIgnoreCase);

        public TemplateSource? Find(string name) => _sources.GetValueOrDefault(name);
    }
}

/// <summary>Templates in C# by name, as they are registered.</summary>
public sealed class BuiltInTemplates(IEnumerable<BuiltInTemplate> templates)
{
    private readonly FrozenDictionary<string, IShapeTemplate> _templates = templates
        .GroupBy(template => template.BindingName, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.Last().Template, StringComparer.OrdinalIgnoreCase);

    public IShapeTemplate? Find(string bindingName) => _templates.GetValueOrDefault(bindingName);
}
