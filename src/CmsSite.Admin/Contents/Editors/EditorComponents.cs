using Microsoft.AspNetCore.Components;

namespace CmsSite.Admin.Contents.Editors;

/// <summary>Base of the components that edit a part.</summary>
public abstract class PartEditor : ComponentBase
{
    [Parameter, EditorRequired] public EditedPart Part { get; set; } = null!;
}

/// <summary>Base of the components that edit a field.</summary>
public abstract class FieldEditor : ComponentBase
{
    [Parameter, EditorRequired] public EditedField Field { get; set; } = null!;
}
