using System.ComponentModel.DataAnnotations;

namespace CmsSite.Content.RecycleBin;

/// <summary>Configuration section <c>RecycleBin</c>.</summary>
public sealed class RecycleBinOptions
{
    public const string Section = "RecycleBin";

    /// <summary>Days that a deleted item can be brought back; then it is deleted for good.</summary>
    [Range(1, 36_500)]
    public int Days { get; set; } = 90;
}
