using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class UserSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "UserSession",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SignedInUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeenUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Device = table.Column<string>(type: "TEXT", nullable: false),
                    Network = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserSession", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserSession_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SiteChange_Kind_Number",
                table: "SiteChange",
                columns: new[] { "Kind", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_SiteChange_WhenUtc",
                table: "SiteChange",
                column: "WhenUtc");

            migrationBuilder.CreateIndex(
                name: "IX_SiteChange_Who_Number",
                table: "SiteChange",
                columns: new[] { "Who", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_UserSession_UserId",
                table: "UserSession",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UserSession");

            migrationBuilder.DropIndex(
                name: "IX_SiteChange_Kind_Number",
                table: "SiteChange");

            migrationBuilder.DropIndex(
                name: "IX_SiteChange_WhenUtc",
                table: "SiteChange");

            migrationBuilder.DropIndex(
                name: "IX_SiteChange_Who_Number",
                table: "SiteChange");
        }
    }
}
