using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Bulk;
using CmsSite.Admin.Deployment;
using CmsSite.Content.Definitions;
using CmsSite.Content.Deployment;
using CmsSite.Content.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CmsSite.Admin.Contents.List;

public sealed partial class ContentItemsScreen
{
    private static readonly BulkAction[] _actions = [BulkAction.Publish, BulkAction.Unpublish, BulkAction.Delete];

    private readonly HashSet<string> _selected = [];
    private string? _exportPlan;
    private bool _mayExport;
    private IReadOnlyList<ContentTypeDefinition> _listed = [];
    private IReadOnlyList<ContentTypeDefinition> _creatable = [];
    private ListFilter _filter = ListFilter.Read(null, null, null, null, null, null);
    private ListPage? _page;
    private BulkPanel? _runs;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private BulkAction? _asked;
    private string? _refused, _failure;
    private bool _isBusy, _isSubjectOpen;

    // How many items match, once all of them are selected and not only those on the page.
    private int? _matching;

    [Parameter] public string? Type { get; set; }
    [SupplyParameterFromQuery(Name = "q")] private string? Query { get; set; }
    [SupplyParameterFromQuery(Name = "type")] private string? QueryType { get; set; }
    [SupplyParameterFromQuery(Name = "status")] private string? QueryStatus { get; set; }
    [SupplyParameterFromQuery(Name = "owner")] private string? Owner { get; set; }
    [SupplyParameterFromQuery(Name = "author")] private string? Author { get; set; }
    [SupplyParameterFromQuery(Name = "term")] private string? Term { get; set; }
    [SupplyParameterFromQuery(Name = "date")] private string? Date { get; set; }
    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] private string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    private string Heading => Type is null ? "Content Items" : _listed.FirstOrDefault(type => type.Name.Equals(Type, StringComparison.OrdinalIgnoreCase))?.DisplayName ?? "Content Items";

    private bool IsWholePage => _page!.Items.All(item => _selected.Contains(item.ContentItemId));

    protected override async Task OnParametersSetAsync()
    {
        _filter = ListFilter.Read(Type ?? QueryType, Query, QueryStatus, Owner, Sort, After).Narrowed(Author, Term, Date, From, To);
        Unselect();
        await LoadAsync();
    }

    private async Task LoadAsync() => await Work.DoAsync(async scope =>
    {
        var access = scope.Get<ContentAccess>().Of(scope);
        _listed = access.Listed;
        _creatable = [.. access.Creatable.Where(type => Type is null || type.Name.Equals(Type, StringComparison.OrdinalIgnoreCase))];
        if (_listed.Count == 0 || (Type is not null && !_listed.Any(type => type.Name.Equals(Type, StringComparison.OrdinalIgnoreCase))))
        {
            _refused = _listed.Count > 0 && scope.Get<ContentDefinitions>().Type(Type!) is null ? "There is no such content type" : "Your account may not list this";
            Status.Set(_refused.StartsWith("There", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
            return;
        }

        _refused = null;
        _mayExport = DeploymentChanges.MayExport(scope);
        _exportPlan = scope.Get<DeploymentPlans>().ForChosen is [var plan] ? plan : null;
        _zone = scope.Get<SiteSettings>().TimeZone;
        _page = await scope.Get<ContentList>().PageAsync(scope, _filter);
    });

    private static string? Text(ChangeEventArgs args) => args.Value as string is { Length: > 0 } text ? text : null;

    private string Address(ListFilter filter)
    {
        var query = filter.ToQuery();
        query["type"] = Type is null ? filter.Type : null;
        return Navigation.GetUriWithQueryParameters(ContentAddresses.List(Type), query);
    }

    private void Go(ListFilter filter) => Navigation.NavigateTo(Address(filter));

    private void SearchAsync()
    {
    }

    private void Select(string id, bool isSelected)
    {
        if (isSelected) { _selected.Add(id); } else { _selected.Remove(id); }
        (_matching, _asked) = (null, null);
    }

    private void SelectAll(bool isSelected)
    {
        Unselect();
        if (isSelected) { _selected.UnionWith(_page!.Items.Select(item => item.ContentItemId)); }
    }

    private void Unselect()
    {
        _selected.Clear();
        (_matching, _asked, _isSubjectOpen) = (null, null, false);
    }

    private async Task SelectMatchingAsync() => _matching = await Work.DoAsync(scope => scope.Get<ContentList>().CountAsync(scope, _filter));

    private async Task BulkAsync(BulkAction action)
    {
        // What is not on the screen is not changed by one click.
        if (_matching is not null && _asked != action)
        {
            _asked = action;
            return;
        }

        await RunAsync(action);
    }

    private async Task RunAsync(BulkAction action, BulkSubject? subject = null)
    {
        (_isBusy, _failure) = (true, null);
        try
        {
            _ = _matching is null ? await Jobs.StartAsync(Work, action, [.. _selected], subject) : await Jobs.StartAsync(Work, action, _filter, subject);
            Unselect();
        }
        catch (RefusedException refused)
        {
            _failure = refused.Message;
        }
        finally
        {
            _isBusy = false;
        }

        await _runs!.LoadAsync();
        await LoadAsync();
    }
}
