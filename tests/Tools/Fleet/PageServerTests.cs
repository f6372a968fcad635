using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using FieldNode.Cli;
using FieldNode.Cli.Fleet.Page;

namespace FieldNode.Tools.Tests;

/// <summary>What the page's server lets in and sends out.</summary>
public sealed class PageServerTests : IAsyncLifetime
{
    private PageField field = null!;

    public async ValueTask InitializeAsync() => field = await PageField.StartAsync(isHostile: true, PageField.RolloutFile(PageField.Script));

    public ValueTask DisposeAsync() => field.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/node?group=plant&node=Boiler-1")]
    [InlineData("/rollouts")]
    [InlineData("/desk.css")]
    [InlineData("/desk.js")]
    [InlineData("/icon.svg")]
    public async Task Each_answer_has_the_policy_and_no_cookie(string path)
    {
        using HttpResponseMessage answer = await SendAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(PageServer.Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("unsafe", PageServer.Policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("[::1]")]
    [InlineData("localhost:1")]
    public async Task A_strange_host_name_is_refused(string host)
    {
        using HttpResponseMessage answer = await SendAsync("/", change: request => request.Headers.Host = host);
        Assert.Equal(421, (int)answer.StatusCode);
        Assert.DoesNotContain("Boiler", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Localhost_is_a_name_of_its_own()
    {
        using HttpResponseMessage answer = await SendAsync("/", change: request => request.Headers.Host = $"localhost:{field.Server.Address.Port}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Nothing_but_GET_and_HEAD_is_answered(string method)
    {
        using HttpResponseMessage answer = await SendAsync("/", method);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        using HttpResponseMessage head = await SendAsync("/", "HEAD");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/node?group=plant&node=nobody")]
    [InlineData("/node")]
    [InlineData("/../etc/passwd")]
    [InlineData("/desk.css/")]
    public async Task What_is_not_there_is_404(string path)
    {
        using HttpResponseMessage answer = await SendAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Names_from_the_plant_are_text_in_every_view()
    {
        foreach (string path in new[] { "/", "/rollouts", "/node?group=plant&node=" + Uri.EscapeDataString(PageField.Quotes), "/?q=" + Uri.EscapeDataString(PageField.Script) })
        {
            using HttpResponseMessage answer = await SendAsync(path);
            string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("<script>document", page);
            Assert.DoesNotContain("<img", page);
            Assert.DoesNotContain('\u202e', page);
            Assert.Contains("&lt;script&gt;document", page);
            Assert.Single(page.Split("<script").Skip(1)); // our own
            Assert.DoesNotContain(" style=", page);
            Assert.DoesNotContain(" onerror=\"", page);
        }
    }

    [Theory]
    [InlineData("/?state=99&sort=99&page=-1")]
    [InlineData("/?state=gone&sort=lost&page=99999&q=%00%ff%fe")]
    [InlineData("/?q=a&q=b&state=&sort=")]
    public async Task An_address_that_makes_no_sense_shows_the_field(string path)
    {
        using HttpResponseMessage answer = await SendAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task News_are_numbers_and_end_with_the_desk()
    {
        using var client = new HttpClient();
        await using Stream stream = await client.GetStreamAsync(field.Address + "/events", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Equal("retry: 3000", await reader.ReadLineAsync(TestContext.Current.CancellationToken)); // what happens from here on is news
        field.Say("NDATA", "Boiler-1", null);
        field.Judge();
        Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"data: {field.Desk.Changes}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Task<string> rest = reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        await field.Server.DisposeAsync();
        Assert.Equal("", (await rest).Trim());
    }

    [Fact]
    public void It_listens_on_127_0_0_1_alone_whatever_the_machine_has_set()
    {
        IPEndPoint[] ours = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(one => one.Port == field.Server.Address.Port)];
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, field.Server.Address.Port)], ours);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        UserError error = await Assert.ThrowsAsync<UserError>(() => PageServer.StartAsync(field.Desk, field.Server.Address.Port, TestContext.Current.CancellationToken));
        Assert.StartsWith($"--serve {field.Server.Address.Port}: another program has this port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_a_body_or_without_sense_ends_there()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, field.Server.Address.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("NONSENSE\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using HttpResponseMessage answer = await SendAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string method = "GET", Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), field.Address + path);
        change?.Invoke(request);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
