using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Theming.Display;

/// <summary>A theme's <c>placement.json</c>; registered as a service by whoever knows the theme.</summary>
public sealed record ThemePlacement(PlacementRules Rules);

/// <summary>The placements in force: those of the database above the theme's.</summary>
public sealed class Placements(SiteSession session, IEnumerable<ThemePlacement> themes)
{
    private readonly PlacementRules[] _themes = [.. themes.Select(theme => theme.Rules)];

    public Placement? Find(string shapeType, Func<PlacementQuestion> question)
    {
        var stored = session.Project(SiteDocumentKinds.Placement, documents => new PlacementRules(
            documents.Select(document => KeyValuePair.Create<string, JsonNode?>(document.Key, document.Value))));
        var placement = stored.Has(shapeType) ? stored.Find(shapeType, question()) : null;
        for (var i = _themes.Length - 1; i >= 0 && placement is null; i--)
        {
            placement = _themes[i].Has(shapeType) ? _themes[i].Find(shapeType, question()) : null;
        }

        return placement;
    }
}
