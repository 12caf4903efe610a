using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IsEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ContentItem",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentItemVersionId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    DisplayText = table.Column<string>(type: "TEXT", nullable: true),
                    Latest = table.Column<bool>(type: "INTEGER", nullable: false),
                    Published = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ModifiedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PublishedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Owner = table.Column<string>(type: "TEXT", nullable: true),
                    Author = table.Column<string>(type: "TEXT", nullable: true),
                    Json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentItem", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Follower",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Follower", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "MediaFile",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: true),
                    Height = table.Column<int>(type: "INTEGER", nullable: true),
                    ModifiedUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediaFile", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "Run",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: true),
                    Who = table.Column<string>(type: "TEXT", nullable: true),
                    StartedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Result = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Run", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SiteChange",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DisplayText = table.Column<string>(type: "TEXT", nullable: true),
                    Before = table.Column<string>(type: "TEXT", nullable: true),
                    After = table.Column<string>(type: "TEXT", nullable: true),
                    Who = table.Column<string>(type: "TEXT", nullable: true),
                    WhenUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RunId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteChange", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SiteDocument",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteDocument", x => new { x.Kind, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AliasIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    Alias = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AliasIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AliasIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AutorouteIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ContainedContentItemId = table.Column<string>(type: "TEXT", nullable: true),
                    JsonPath = table.Column<string>(type: "TEXT", nullable: true),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AutorouteIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AutorouteIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ContainedIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ListContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ListContentType = table.Column<string>(type: "TEXT", nullable: true),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContainedIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContainedIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FieldIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    FieldType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ContentPart = table.Column<string>(type: "TEXT", nullable: false),
                    ContentField = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Number = table.Column<double>(type: "REAL", nullable: true),
                    Flag = table.Column<bool>(type: "INTEGER", nullable: true),
                    Moment = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FieldIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LayerWidgetIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", nullable: false),
                    Layer = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<double>(type: "REAL", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LayerWidgetIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LayerWidgetIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LocalizedIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    LocalizationSet = table.Column<string>(type: "TEXT", nullable: false),
                    Culture = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LocalizedIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LocalizedIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ScheduleIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    PublishUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ArchiveUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScheduleIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ScheduleIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TaxonomyTermIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    TaxonomyContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    TermContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    ContentPart = table.Column<string>(type: "TEXT", nullable: false),
                    ContentField = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaxonomyTermIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TaxonomyTermIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TermIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxonomyContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    TermContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    JsonPath = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TermIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TermIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AliasIndex_Alias",
                table: "AliasIndex",
                column: "Alias");

            migrationBuilder.CreateIndex(
                name: "IX_AliasIndex_DocumentId",
                table: "AliasIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_ContainedContentItemId",
                table: "AutorouteIndex",
                column: "ContainedContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_ContentItemId",
                table: "AutorouteIndex",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_DocumentId",
                table: "AutorouteIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_Path",
                table: "AutorouteIndex",
                column: "Path");

            migrationBuilder.CreateIndex(
                name: "IX_ContainedIndex_DocumentId",
                table: "ContainedIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_ContainedIndex_ListContentItemId_Order",
                table: "ContainedIndex",
                columns: new[] { "ListContentItemId", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_ContentItemId_Published_Latest",
                table: "ContentItem",
                columns: new[] { "ContentItemId", "Published", "Latest" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_ContentItemVersionId",
                table: "ContentItem",
                column: "ContentItemVersionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_ContentType_Published_CreatedUtc",
                table: "ContentItem",
                columns: new[] { "ContentType", "Published", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_ContentType_Published_PublishedUtc",
                table: "ContentItem",
                columns: new[] { "ContentType", "Published", "PublishedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_ContentType_ModifiedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "ContentType", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Owner",
                table: "ContentItem",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Published_PublishedUtc",
                table: "ContentItem",
                columns: new[] { "Published", "PublishedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_FieldIndex_DocumentId",
                table: "FieldIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_FieldIndex_FieldType_Value",
                table: "FieldIndex",
                columns: new[] { "FieldType", "Value" });

            migrationBuilder.CreateIndex(
                name: "IX_LayerWidgetIndex_DocumentId",
                table: "LayerWidgetIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_LocalizedIndex_DocumentId",
                table: "LocalizedIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_LocalizedIndex_LocalizationSet_Culture",
                table: "LocalizedIndex",
                columns: new[] { "LocalizationSet", "Culture" });

            migrationBuilder.CreateIndex(
                name: "IX_MediaFile_Hash",
                table: "MediaFile",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleIndex_ArchiveUtc",
                table: "ScheduleIndex",
                column: "ArchiveUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleIndex_DocumentId",
                table: "ScheduleIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleIndex_PublishUtc",
                table: "ScheduleIndex",
                column: "PublishUtc");

            migrationBuilder.CreateIndex(
                name: "IX_SiteChange_Kind_Subject_Number",
                table: "SiteChange",
                columns: new[] { "Kind", "Subject", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_SiteChange_RunId",
                table: "SiteChange",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_TaxonomyTermIndex_DocumentId",
                table: "TaxonomyTermIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_TaxonomyTermIndex_TermContentItemId",
                table: "TaxonomyTermIndex",
                column: "TermContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_TermIndex_DocumentId",
                table: "TermIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_TermIndex_TermContentItemId",
                table: "TermIndex",
                column: "TermContentItemId");

            foreach (var view in OrchardViews.Create(postgres: false))
            {
                migrationBuilder.Sql(view);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var view in OrchardViews.Drop())
            {
                migrationBuilder.Sql(view);
            }

            migrationBuilder.DropTable(
                name: "AliasIndex");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AutorouteIndex");

            migrationBuilder.DropTable(
                name: "ContainedIndex");

            migrationBuilder.DropTable(
                name: "FieldIndex");

            migrationBuilder.DropTable(
                name: "Follower");

            migrationBuilder.DropTable(
                name: "LayerWidgetIndex");

            migrationBuilder.DropTable(
                name: "LocalizedIndex");

            migrationBuilder.DropTable(
                name: "MediaFile");

            migrationBuilder.DropTable(
                name: "Run");

            migrationBuilder.DropTable(
                name: "ScheduleIndex");

            migrationBuilder.DropTable(
                name: "SiteChange");

            migrationBuilder.DropTable(
                name: "SiteDocument");

            migrationBuilder.DropTable(
                name: "TaxonomyTermIndex");

            migrationBuilder.DropTable(
                name: "TermIndex");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "ContentItem");
        }
    }
}
