using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CmsSite.Tests.Admin.Media;

/// <summary>Sends files to the media library as the dashboard's browser does: asks first, then sends the bytes with the token it got.</summary>
internal sealed class Uploader(HttpClient client)
{
    private const string Address = "/Admin/Media/Upload";

    public async Task<(HttpStatusCode Status, string? Path, string? Problem)> SendAsync(string name, byte[] content, string? folder = null, string taken = "ask", string? replaces = null)
    {
        using var plan = JsonDocument.Parse(await client.GetStringAsync(Address));
        return await SendWithTokenAsync(name, content, plan.RootElement.GetProperty("token").GetString(), folder, taken, replaces);
    }

    public async Task<(HttpStatusCode Status, string? Path, string? Problem)> SendWithTokenAsync(
        string name, byte[] content, string? token, string? folder = null, string taken = "ask", string? replaces = null)
    {
        var query = $"?name={Uri.EscapeDataString(name)}&taken={taken}" + (folder is null ? "" : $"&folder={Uri.EscapeDataString(folder)}") + (replaces is null ? "" : $"&replaces={Uri.EscapeDataString(replaces)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + query) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return (response.StatusCode, null, text);
        }

        using var answer = JsonDocument.Parse(text);
        return (response.StatusCode, answer.RootElement.GetProperty("path").GetString(), answer.RootElement.GetProperty("problem").GetString());
    }
}
