using Fleet.Ocpp.V16.Messages;

namespace Fleet.Simulator.ChargePoints;

/// <summary>A charger's configuration keys (OCPP 1.6 9). Calls come one at a time; heartbeats read from another thread.</summary>
internal sealed class ChargerConfiguration
{
    private const string HeartbeatIntervalKey = "HeartbeatInterval";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (string Value, bool IsReadonly)> _keys;

    public ChargerConfiguration(ChargePointOptions options) => _keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AuthorizeRemoteTxRequests"] = ("false", false),
        ["ConnectionTimeOut"] = ("120", false),
        ["GetConfigurationMaxKeys"] = ("50", true),
        [HeartbeatIntervalKey] = ("300", false),
        ["MeterValueSampleInterval"] = ("900", false),
        ["NumberOfConnectors"] = ($"{options.Connectors}", true),
        ["StopTransactionOnInvalidId"] = ("true", false),
        ["SupportedFeatureProfiles"] = ("Core,RemoteTrigger", true),
        ["TransactionMessageAttempts"] = ($"{options.TransactionMessageAttempts}", true),
        ["TransactionMessageRetryInterval"] = ($"{(int)options.TransactionMessageRetryInterval.TotalSeconds}", true),
        ["WebSocketPingInterval"] = ("30", true),
    };

    /// <summary>Time between heartbeats; none or nonsense counts as 300 s.</summary>
    public TimeSpan HeartbeatInterval
    {
        get
        {
            lock (_gate) return TimeSpan.FromSeconds(int.TryParse(_keys[HeartbeatIntervalKey].Value, out var seconds) && seconds > 0 ? seconds : 300);
        }
    }

    /// <summary>The boot's answer sets the heartbeat (OCPP 1.6 4.2).</summary>
    public void SetHeartbeatInterval(int seconds)
    {
        lock (_gate) _keys[HeartbeatIntervalKey] = ($"{seconds}", false);
    }

    public GetConfigurationResponse Read(GetConfigurationRequest request)
    {
        lock (_gate)
        {
            IReadOnlyList<string> wanted = request.Key is { Count: > 0 } some ? some : [.. _keys.Keys];
            return new()
            {
                ConfigurationKey =
                [
                    .. wanted.Where(_keys.ContainsKey).Select(key => new ConfigurationKey { Key = key, Readonly = _keys[key].IsReadonly, Value = _keys[key].Value }),
                ],
                UnknownKey = wanted.Where(key => !_keys.ContainsKey(key)).ToArray() is { Length: > 0 } unknown ? unknown : null,
            };
        }
    }

    public ConfigurationStatus Change(ChangeConfigurationRequest request)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(request.Key, out var current)) return ConfigurationStatus.NotSupported;
            if (current.IsReadonly || (IsNumber(current.Value) && !IsNumber(request.Value))) return ConfigurationStatus.Rejected;
            _keys[request.Key] = (request.Value, false);
            return ConfigurationStatus.Accepted;
        }
    }

    private static bool IsNumber(string value) => int.TryParse(value, out var number) && number >= 0;
}
