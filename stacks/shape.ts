/** What an environment may say. The words themselves stand beside the components they are about. */
export type { EnvironmentShape, KarpenterHostShape, NodePoolShape } from "../components/platform/shape";
