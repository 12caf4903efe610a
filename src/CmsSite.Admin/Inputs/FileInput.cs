using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;

namespace CmsSite.Admin.Inputs;

/// <summary>A file chooser that is disabled until the connection listens to it: <see cref="InputFile"/> can be used a round trip earlier, and what is chosen then is lost without a word.</summary>
public sealed class FileInput : InputFile
{
    private IDictionary<string, object>? _given;
    private bool _listens;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _given = AdditionalAttributes;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (!firstRender) { return; }
        _listens = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        AdditionalAttributes = _listens ? _given : new Dictionary<string, object>(_given ?? new Dictionary<string, object>()) { ["disabled"] = true };
        base.BuildRenderTree(builder);
    }
}
