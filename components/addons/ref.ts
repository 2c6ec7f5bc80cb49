/** What other parts need to know of add-ons. */
export { type CloudWatchPipelines, pipelinesOf } from "./amazon-cloudwatch-observability";
export { DEFAULT_CLASS_NAME, hasDefaultClass } from "./default-class";
