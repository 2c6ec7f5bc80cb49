#!/usr/bin/env bash
# With everything switched off, CloudWatch's chart still collects from Windows nodes, and asks for GPU and Neuron monitors.
#
# Version: aws-observability/helm-charts, charts/amazon-cloudwatch-observability 6.4.0, commit 71a298ffdebe9d4e13ac709d24398062a2afe8ca,
#   which the EKS add-on is made of; rendered by helm.sh/helm/v3 v3.22.0. Run 2026-11-29, Go 1.26.8.
# Behaviour: containerInsights.enabled, applicationSignals.enabled and containerLogs.enabled set to false are what its own values offer to
#   pay for nothing. The agent of Linux nodes then has an empty configuration. The two agents of Windows nodes have theirs written into
#   the templates: enhanced Container Insights and Application Signals, both billed, on every Windows node that joins. Both
#   monitors of accelerators are made as well; they have switches of their own.
# Output seen:
#   AmazonCloudWatchAgent cloudwatch-agent                             {}
#   AmazonCloudWatchAgent cloudwatch-agent-windows                     application_signals
#   AmazonCloudWatchAgent cloudwatch-agent-windows-container-insights  enhanced_container_insights
#   DcgmExporter dcgm-exporter
#   NeuronMonitor neuron-monitor
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# A copy of the repository that is there already may be named: git cannot fetch from everywhere.
repository="${HELM_CHARTS:-https://github.com/aws-observability/helm-charts}"
git clone --quiet --no-checkout "$repository" "$folder/charts"
git -C "$folder/charts" archive 71a298ffdebe9d4e13ac709d24398062a2afe8ca charts/amazon-cloudwatch-observability | tar x -C "$folder"
GOBIN="$folder" go install helm.sh/helm/v3/cmd/helm@v3.22.0

"$folder/helm" template cw "$folder/charts/amazon-cloudwatch-observability" --namespace amazon-cloudwatch --kube-version 1.36.0 \
    --set clusterName=kit,region=us-east-1,containerInsights.enabled=false,applicationSignals.enabled=false,containerLogs.enabled=false |
    awk '
        /^kind: (AmazonCloudWatchAgent|DcgmExporter|NeuronMonitor)$/ { kind = $2; name = ""; what = "{}" }
        /^kind: / && !/^kind: (AmazonCloudWatchAgent|DcgmExporter|NeuronMonitor)$/ { kind = "" }
        kind != "" && name == "" && /^  name: / {
            name = $2
            if (kind != "AmazonCloudWatchAgent") print kind, name
        }
        kind == "AmazonCloudWatchAgent" && /^  config: / {
            if (/enhanced_container_insights/) what = "enhanced_container_insights"
            else if (/application_signals/) what = "application_signals"
            printf "%s %-44s %s\n", kind, name, what
        }
    ' | sort | tee "$folder/seen"

sed -n 's/^#   \(AmazonCloudWatchAgent .*\|DcgmExporter .*\|NeuronMonitor .*\)/\1/p' "$here" | diff - "$folder/seen" && echo "as recorded"
