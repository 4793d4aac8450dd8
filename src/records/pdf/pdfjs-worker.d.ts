/** The half of pdf.js that parses; its package has no types for it. */
export const WorkerMessageHandler: {
  initializeFromPort(port: MessagePort): void;
};
