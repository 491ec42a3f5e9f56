using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Paceline.Platform.Upkeep;

/// <summary>Counts what the process does and prints it as Prometheus reads it.</summary>
public sealed class Measures : IDisposable
{
    private static readonly Meter Meter = new("Paceline");
    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>("paceline.jobs");
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly ConcurrentDictionary<(string Method, string Route, string Status), Histogram> _requests = [];
    private readonly ConcurrentDictionary<(string Kind, string Result), long> _jobs = [];
    private readonly MeterListener _listener = new();

    public Measures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "http.server.request.duration" || instrument == Jobs) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => _requests.GetOrAdd((Tag(tags, "http.request.method"), Tag(tags, "http.route"), Tag(tags, "http.response.status_code")), _ => new Histogram()).Add(seconds));
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _jobs.AddOrUpdate((Tag(tags, "kind"), Tag(tags, "result")), count, (_, before) => before + count));
        _listener.Start();
    }

    /// <summary>A job ended.</summary>
    public static void JobEnded(string kind, string result) => Jobs.Add(1, new("kind", kind), new("result", result));

    /// <summary>Everything counted so far, in the Prometheus text format 0.0.4.</summary>
    public string Print()
    {
        var text = new StringBuilder("# TYPE http_request_duration_seconds histogram\n");
        foreach (var ((method, route, status), histogram) in _requests.OrderBy(r => r.Key))
        {
            var labels = $"method=\"{Escape(method)}\",route=\"{Escape(route)}\",status=\"{Escape(status)}\"";
            var (buckets, count, sum) = histogram.Read();
            for (var i = 0; i < Bounds.Length; i++) Line($"http_request_duration_seconds_bucket{{{labels},le=\"{Bounds[i].ToString(CultureInfo.InvariantCulture)}\"}}", buckets[i]);
            Line($"http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}}", count);
            Line($"http_request_duration_seconds_sum{{{labels}}}", sum);
            Line($"http_request_duration_seconds_count{{{labels}}}", count);
        }

        text.Append("# TYPE paceline_jobs_total counter\n");
        foreach (var ((kind, result), count) in _jobs.OrderBy(j => j.Key)) Line($"paceline_jobs_total{{kind=\"{Escape(kind)}\",result=\"{Escape(result)}\"}}", count);
        using var process = Process.GetCurrentProcess();
        text.Append("# TYPE process_resident_memory_bytes gauge\n");
        Line("process_resident_memory_bytes", process.WorkingSet64);
        text.Append("# TYPE process_cpu_seconds_total counter\n");
        Line("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        text.Append("# TYPE dotnet_gc_heap_bytes gauge\n");
        Line("dotnet_gc_heap_bytes", GC.GetTotalMemory(forceFullCollection: false));
        return text.ToString();

        void Line(string name, double value) => text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public void Dispose() => _listener.Dispose();

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
            if (key == name) return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return "";
    }

    private static string Escape(string label) => label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Histogram
    {
        private readonly long[] _buckets = new long[Bounds.Length];
        private readonly Lock _turn = new();
        private long _count;
        private double _sum;

        public void Add(double seconds)
        {
            lock (_turn)
            {
                for (var i = 0; i < Bounds.Length; i++)
                    if (seconds <= Bounds[i]) _buckets[i]++;
                _count++;
                _sum += seconds;
            }
        }

        public (long[] Buckets, long Count, double Sum) Read()
        {
            lock (_turn) return ([.. _buckets], _count, _sum);
        }
    }
}

/// <summary>Where the measures are read.</summary>
public static class MeasuresEndpoint
{
    /// <summary>With the setting Paceline:MetricsToken, whoever sends it as a bearer token; without, only this machine and not through a proxy. Anybody else finds nothing.</summary>
    public static void MapMeasures(this WebApplication app)
    {
        // Made now, so that it counts from the first request on.
        var measures = app.Services.GetRequiredService<Measures>();
        app.MapGet("/metrics", (HttpContext http, IConfiguration configuration) =>
            Allowed(http, configuration["Paceline:MetricsToken"]) ? Results.Text(measures.Print(), "text/plain; version=0.0.4; charset=utf-8") : Results.NotFound()).AllowAnonymous();
    }

    private static bool Allowed(HttpContext http, string? token)
    {
        if (!string.IsNullOrEmpty(token))
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes("Bearer " + token));
        return (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
            && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
    }
}
