/** kubernetes:external-secrets.io/v1:ClusterSecretStore */
import { clusterObject } from "../../cluster-object";
import { WEBHOOK } from "./secret-store";

export const clusterSecretStore = clusterObject(
    "kubernetes:external-secrets.io/v1:ClusterSecretStore",
    WEBHOOK,
);
