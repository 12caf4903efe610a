using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Comments;

/// <summary>
/// A small picture made of a name, which stands beside it anyway. Not of the address: whoever has a list of addresses could try which of them makes the same picture.
/// </summary>
public static class CommentAvatar
{
    private const int Cells = 5;

    /// <summary>How many colours a theme has to give: <c>hue-0</c> and so on.</summary>
    public const int Hues = 8;

    public static string Svg(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToUpperInvariant().Normalize(NormalizationForm.FormKC)));
        var path = new StringBuilder();
        for (var row = 0; row < Cells; row++)
        {
            // The left half and the middle; the right half is its mirror.
            for (var column = 0; column <= Cells / 2; column++)
            {
                if ((hash[(row * 3) + column] & 1) == 1)
                {
                    Cell(column, row);
                    if (column != Cells - 1 - column)
                    {
                        Cell(Cells - 1 - column, row);
                    }
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"<svg class=\"avatar hue-{hash[^1] % Hues}\" viewBox=\"0 0 7 7\" width=\"40\" height=\"40\" aria-hidden=\"true\" focusable=\"false\"><path fill=\"currentColor\" d=\"{path}\"/></svg>");

        void Cell(int column, int row) => path.Append(CultureInfo.InvariantCulture, $"M{column + 1} {row + 1}h1v1h-1z");
    }
}
