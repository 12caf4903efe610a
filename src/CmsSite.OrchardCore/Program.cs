using CmsSite.OrchardCore;

// Without a web root Orchard Core has nowhere to keep resized pictures, and answers nothing. It has to be there before the host looks for it.
Directory.CreateDirectory("wwwroot");

var builder = WebApplication.CreateBuilder(args);

builder.Services
    .AddOrchardCms()
    .AddSetupFeatures("OrchardCore.AutoSetup")
    .Configure((_, routes, _) => CommentEndpoint.Map(routes));

var app = builder.Build();

app.UseStaticFiles();
app.UseOrchardCore();

await app.RunAsync();
