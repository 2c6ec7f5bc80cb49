/** Settings compute is planned from, for tests of shapes. */
import type { ComputeSettings } from "../../components/platform/compute";

export const COMPUTE_SETTINGS: ComputeSettings = {
    account: "210987654321",
    chartRegistry: "public.ecr.aws",
    clusterName: "kit-test",
    environment: "dev",
    imageRegistry: "public.ecr.aws",
    inCluster: true,
    kubernetesVersion: "1.36",
    region: "us-east-1",
    tags: { owner: "tests" },
    zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" },
};
