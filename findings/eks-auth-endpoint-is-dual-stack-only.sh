#!/usr/bin/env bash
# EKS Auth has no IPv4-only host: every client calls the dual-stack name, asked for or not.
#
# Version: botocore 1.44.8 (PyPI), endpoint rules of eks-auth and eks. Run 2026-11-29, Python 3.11.
# Behaviour: `eks` answers under amazonaws.com, and under api.aws only with use_dualstack_endpoint. `eks-auth`, which the
#   Pod Identity agent calls, resolves to api.aws in both cases, and in China to another suffix. So an allow list, a
#   proxy exception or a DNS firewall made of "*.amazonaws.com" lets clusters be described and leaves every pod without
#   credentials. FIPS moves the word: fips.eks.<region>, but eks-fips.<region> with dual stack.
# Output seen:
#   eks        us-east-1   plain           eks.us-east-1.amazonaws.com
#   eks        us-east-1   dual-stack      eks.us-east-1.api.aws
#   eks        us-east-1   fips            fips.eks.us-east-1.amazonaws.com
#   eks        us-east-1   fips,dual-stack eks-fips.us-east-1.api.aws
#   eks-auth   us-east-1   plain           eks-auth.us-east-1.api.aws
#   eks-auth   us-east-1   dual-stack      eks-auth.us-east-1.api.aws
#   eks-auth   us-east-1   fips            eks-auth-fips.us-east-1.api.aws
#   eks-auth   cn-north-1  plain           eks-auth.cn-north-1.api.amazonwebservices.com.cn
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check botocore==1.44.8

"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.session import Session

KINDS = {
    "plain": {},
    "dual-stack": {"use_dualstack_endpoint": True},
    "fips": {"use_fips_endpoint": True},
    "fips,dual-stack": {"use_fips_endpoint": True, "use_dualstack_endpoint": True},
}
ASKED = [
    *(("eks", "us-east-1", kind) for kind in KINDS),
    *(("eks-auth", "us-east-1", kind) for kind in ("plain", "dual-stack", "fips")),
    ("eks-auth", "cn-north-1", "plain"),
]
for service, region, kind in ASKED:
    client = Session().create_client(
        service,
        region_name=region,
        aws_access_key_id="x",
        aws_secret_access_key="x",
        config=Config(**KINDS[kind]),
    )
    operation = client.meta.service_model.operation_names[0]
    model = client.meta.service_model.operation_model(operation)
    resolved = client._ruleset_resolver.construct_endpoint(model, {}, {"client_region": region})
    print(f"{service:<10} {region:<11} {kind:<15} {urlsplit(resolved.url).netloc}")
PYTHON

sed -n 's/^#   \(eks.*\)/\1/p' "$0" | diff - "$folder/seen" && echo "as recorded"
