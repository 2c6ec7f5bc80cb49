/** Which commit an environment stands at: the one of its last successful deployment, as GitHub keeps it. */
import { numberOf, textOf } from "../comment/event.ts";
import type { Api } from "../comment/github.ts";

/** Undefined when it was never deployed. The newest deployments come first. */
export async function lastDeployed(
    api: Api,
    repository: string,
    environment: string,
): Promise<string | undefined> {
    const query = `environment=${encodeURIComponent(environment)}`;
    for (const deployment of await api.list(`/repos/${repository}/deployments?${query}`)) {
        const [id, sha] = [numberOf(deployment, "id"), textOf(deployment, "sha")];
        if (id === undefined || sha === undefined) continue;
        const statuses = await api.list(`/repos/${repository}/deployments/${id}/statuses`);
        // GitHub adds `inactive` once another one has succeeded; it had succeeded all the same.
        if (statuses.some((status) => textOf(status, "state") === "success")) return sha;
    }
    return undefined;
}
