using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CmsSite.Admin.Contents.Editors.Blocks;

public sealed partial class BlockList
{
    // Everything unfolds on demand; still, a taxonomy of thousands is not drawn at once.
    private const int FirstRows = 200;
    private const int ManyRows = 20;

    private readonly string _list = Guid.NewGuid().ToString("n");
    private IReadOnlyList<ContentTypeDefinition> _all = [];
    private (RemovedBlock Block, string Title)? _removed;
    private Block? _asked;
    private string? _question;
    private string? _said;
    private string? _search;
    private string? _focus;
    private int _most = FirstRows;

    [Parameter, EditorRequired] public EditedContent Outer { get; set; } = null!;

    /// <summary>Names from the item to the array.</summary>
    [Parameter, EditorRequired] public string[] Path { get; set; } = [];

    /// <summary>Names from an embedded item to those below it; null when there is one level only.</summary>
    [Parameter] public string[]? Below { get; set; }

    /// <summary>What may be added.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<ContentTypeDefinition> Types { get; set; } = [];

    /// <summary>What this list is called, as in "Add to …".</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>More inputs for each, below its own editors.</summary>
    [Parameter] public RenderFragment<EmbeddedItem>? Extra { get; set; }

    /// <summary>What else a new one needs.</summary>
    [Parameter] public Action<ContentItem>? Prepare { get; set; }

    /// <summary>What should be known before one is removed; null when nothing.</summary>
    [Parameter] public Func<JsonObject, Task<string?>>? BeforeRemoving { get; set; }

    private BlockTree Tree => new(Outer, Path, Below);

    private List<Block> Rows { get; set; } = [];

    private bool IsSearching => !string.IsNullOrWhiteSpace(_search) && Rows.Count > ManyRows;

    private IEnumerable<Block> Shown => IsSearching
        ? Rows.Where(row => BlockTitle.Of(row.Json, TypeOf(row.Json)).Contains(_search!.Trim(), StringComparison.CurrentCultureIgnoreCase))
        : Rows;

    protected override Task OnInitializedAsync() => Work.DoAsync(scope =>
    {
        _all = [.. scope.Get<ContentDefinitions>().Types];
        return Task.CompletedTask;
    });

    protected override void OnParametersSet() => Rows = [.. Tree.Rows()];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } id)
        {
            _focus = null;
            await Browser.InvokeVoidAsync("cmssite.focusBlock", id);
        }
    }

    private ContentTypeDefinition TypeOf(JsonObject json)
    {
        var name = json["ContentType"].AsText() ?? "";
        return _all.FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? ContentTypeDefinition.Unknown(name);
    }

    private void Unfold(string id)
    {
        if (!Outer.Root.Unfolded.Remove(id))
        {
            Outer.Root.Unfolded.Add(id);
        }
    }

    private async Task AddAsync(ContentTypeDefinition type, JsonObject? parent = null)
    {
        var item = await Work.DoAsync(scope =>
        {
            var made = scope.Get<ContentManager>().New(type.Name);
            (made.Owner, made.Author) = (scope.UserId, scope.User.Identity?.Name);
            return Task.FromResult(made);
        });
        Prepare?.Invoke(item);
        Outer.Root.Unfolded.Add(item.ContentItemId);
        await DoAsync(() => Tree.Add(item.ToJson(), parent), $"{type.DisplayName} is added.", ProblemPlaces.IdOf(item.ContentItemId));
    }

    private async Task RemoveAsync(Block row, string title)
    {
        _question = BeforeRemoving is null ? null : await BeforeRemoving(row.Json);
        if (_question is null)
        {
            await TakeOutAsync(row, title);
        }
        else
        {
            _asked = row;
        }
    }

    private Task TakeOutAsync(Block row, string title)
    {
        _asked = null;
        var at = Rows.IndexOf(row);
        var neighbour = Rows.ElementAtOrDefault(at > 0 ? at - 1 : 1)?.Json["ContentItemId"].AsText();
        return DoAsync(() => _removed = (Tree.Remove(row), title), null, neighbour is null ? null : ProblemPlaces.IdOf(neighbour + ".") + "open");
    }

    private Task PutBackAsync()
    {
        var (block, title) = _removed!.Value;
        return DoAsync(() => Tree.PutBack(block), $"{title} is back.", ProblemPlaces.IdOf(block.Json["ContentItemId"].AsText() + ".") + "open", keepsUndo: false);
    }

    private Task MoveAsync(Block row, int by, string focus) =>
        DoAsync(() => Tree.Move(row, by), $"{BlockTitle.Of(row.Json, TypeOf(row.Json))} is number {row.Index + by + 1} of {row.Among.Count}.", focus);

    private Task KeyAsync(KeyboardEventArgs key, Block row, string place) => (key.AltKey, key.Key) switch
    {
        (true, "ArrowUp") when Tree.CanMove(row, -1) => MoveAsync(row, -1, place + "open"),
        (true, "ArrowDown") when Tree.CanMove(row, 1) => MoveAsync(row, 1, place + "open"),
        (true, "ArrowRight") when Tree.CanIndent(row) => DoAsync(() => Tree.Indent(row), "Moved in.", place + "open"),
        (true, "ArrowLeft") when BlockTree.CanOutdent(row) => DoAsync(() => Tree.Outdent(row), "Moved out.", place + "open"),
        _ => Task.CompletedTask,
    };

    // "id before id" or "id after id", written by blocks.js.
    private Task DropAsync(ChangeEventArgs args)
    {
        if ((args.Value as string)?.Split(' ') is not [var from, var side, var to] || Find(from) is not { } block || Find(to) is not { } target)
        {
            return Task.CompletedTask;
        }

        return DoAsync(() => Tree.MoveTo(block, target, side == "before"), "Moved.", ProblemPlaces.IdOf(from + ".") + "open");
    }

    private Block? Find(string id) => Rows.FirstOrDefault(row => row.Json["ContentItemId"].AsText() == id);

    private Task DoAsync(Action change, string? said, string? focus, bool keepsUndo = true)
    {
        _said = said;
        change();
        _removed = keepsUndo ? _removed : null;
        Rows = [.. Tree.Rows()];
        _focus = focus;
        return Task.CompletedTask;
    }
}
